package dev.tektite.engine;

import dev.tektite.wal.WalPolicy;
import java.util.concurrent.TimeUnit;

/// When the log is copied, started anew and cut: decisions alone, made from numbers.
///
/// *One thread at a time:* who has the keeper's lock.
final class LogPlan {
  /*
   * To start the log anew, the turn to write is held until the readers under way have ended, and
   * those that have begun meanwhile. All who write wait for that, so it is tried only when it is
   * likely to be over soon: when three times as long as blocks have been reading lately is no more than
   * what may be waited. That is 5 ms up to a quarter of the ceiling, 29 ms at half of it, and a
   * second at the ceiling itself. A try that did not succeed is followed by the next when the log
   * has doubled, has grown by an eighth of its ceiling, or after a quarter of a second; not while a
   * reader pins the log, which no short wait would help.
   */

  private static final int FEW_FRAMES = 2_000;
  private static final double RELAXED = 0.25;
  private static final double TENSE = 0.9;
  private static final double FORGETTING = 0.9;
  private static final int MEANWHILE = 3;
  private static final long READERS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_READERS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final WalPolicy policy;
  private final LogConnection log;

  // For how long blocks have been reading lately; older looks count less and less.
  private long usualNanos;
  private int nextFrames;
  private long nextAt;
  // The frames when the log was last made ready to start anew; it does so at the next commit.
  private int readyFrames;

  LogPlan(WalPolicy policy, LogConnection log) {
    this.policy = policy;
    this.log = log;
    this.nextAt = System.nanoTime();
  }

  /// Whether it is time to copy.
  boolean isCopyDue(int frames, int copied) {
    return frames - copied > log.framesIn(policy.passiveBytes());
  }

  /// Whether it is time to start the log anew.
  ///
  /// @param expectedNanos how long the readers under way may take
  boolean isRestartDue(int frames, int copied, long expectedNanos, long now) {
    return frames > log.framesIn(policy.resetBytes())
        && !(frames == readyFrames && copied == frames)
        && (frames - copied < FEW_FRAMES || fill(frames) > RELAXED)
        && (frames >= nextFrames || now - nextAt >= 0)
        && isOverSoon(frames, expectedNanos);
  }

  private boolean isOverSoon(int frames, long expectedNanos) {
    long most = readersNanos(frames);
    return MEANWHILE * usualNanos <= most || (fill(frames) > TENSE && expectedNanos <= most);
  }

  /// To be told at each look how long the readers under way may take.
  void reading(long expectedNanos) {
    usualNanos =
        Math.max(Math.min(expectedNanos, LONGEST_READERS_NANOS), (long) (usualNanos * FORGETTING));
  }

  /// How long readers may be waited for with the turn.
  long readersNanos(int frames) {
    double tense = Math.clamp((fill(frames) - RELAXED) / (1 - RELAXED), 0, 1);
    double most = (double) LONGEST_READERS_NANOS / READERS_NANOS;
    return (long) (READERS_NANOS * Math.pow(most, tense));
  }

  private double fill(int frames) {
    return (double) log.bytes(frames) / policy.ceilingBytes();
  }

  /// To be told that the log could not be started anew.
  void failed(int frames, long now) {
    int eighth = log.framesIn(policy.ceilingBytes() / 8);
    nextFrames = frames + Math.min(frames, eighth);
    nextAt = now + AGAIN_NANOS;
  }

  /// To be told that the log starts anew with the next commit.
  void succeeded(int frames) {
    nextFrames = 0;
    readyFrames = frames;
  }

  /// Whether a file of so many bytes is to be cut while there are writers.
  boolean isCutDueUnderLoad(long fileBytes) {
    return fileBytes > policy.ceilingBytes();
  }

  /// Whether a file of so many bytes is to be cut in quiet time.
  boolean isCutDue(long fileBytes) {
    return fileBytes > policy.truncateBytes();
  }
}
