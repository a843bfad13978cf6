package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointResult;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds out which reader keeps the log from being copied.
///
/// *One thread at a time:* who has the keeper's lock.
final class PinWatch {
  /*
   * A reader that is in the log stops the copying at the commit that it sees. As long as copying
   * ends at the same frame, it is the same reader, and it began before copying ended there first.
   * A reader of ours that is as old as that is the culprit; if there is none, it is the reader of
   * another process.
   */

  private static final long NOTICED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LogReaders readers;

  private int stuckAt;
  private long stuckSince; // 0 if it is not stuck

  PinWatch(LogReaders readers) {
    this.readers = readers;
  }

  /// To be told of every checkpoint.
  void copied(CheckpointResult result) {
    if (result.copiedFrames() >= result.logFrames()) {
      stuckSince = 0;
    } else if (stuckSince == 0 || result.copiedFrames() != stuckAt) {
      stuckAt = result.copiedFrames();
      stuckSince = System.nanoTime();
    }
  }

  /// Whether copying has ended at the same frame for some time.
  boolean isStuck(long now) {
    return stuckSince != 0 && now - stuckSince >= NOTICED_NANOS;
  }

  /// Who has stopped the copying for some time, or `null`.
  @Nullable Culprit culprit(long now) {
    if (!isStuck(now)) {
      return null;
    }
    Culprit oldest = readers.oldest(now);
    return oldest != null && oldest.openedAt() - stuckSince <= 0
        ? oldest
        : Culprit.ofOtherProcess(stuckSince, now);
  }

  /// For how long one must expect to wait until the readers under way have ended.
  long expectedNanos(long now) {
    return readers.expectedNanos(now);
  }
}
