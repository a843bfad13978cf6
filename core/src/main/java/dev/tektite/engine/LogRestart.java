package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.CheckpointResult;
import dev.tektite.sqlite.DatabaseException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Has the log start anew: takes the turn like a block, so that nobody writes, asks warm readers to
/// let go, copies the rest, and waits a little for readers under way.
///
/// *One thread at a time:* who has the keeper's lock.
final class LogRestart {
  /*
   * SQLite starts the log anew when all of it has been copied and no reader reads from it. While
   * nobody writes, that comes in two steps:
   *
   *   readers under way                        the keeper, with the turn
   *   some began before the last commit        copies up to the oldest of them
   *   they end; new ones begin, in the log     copies the rest
   *   the new ones end; newer ones begin,      RESTART: nobody is in the log
   *     which need only the database file
   *
   * So it takes up to twice as long as the longest block. RESTART and TRUNCATE "wait for readers"
   * by the busy handler of the connection; there is none, so that they answer at once, and the
   * waiting is done here, where it has an end.
   */

  private static final long PAUSE_NANOS = 100_000;
  private static final long FIRST_HOLD_NANOS = 5_000_000;
  private static final long LONGEST_HOLD_NANOS = 100_000_000;

  private final LogConnection log;
  private final LogArchiver archiver;
  private final Writer writer;
  private final ReaderPool readers;

  LogRestart(LogConnection log, LogArchiver archiver, Writer writer, ReaderPool readers) {
    this.log = log;
    this.archiver = archiver;
    this.writer = writer;
    this.readers = readers;
  }

  /// Copies what can be copied without waiting for anybody.
  CheckpointResult copy() {
    readers.anchor().letGo();
    return archiver.copy();
  }

  /// Tries for some time, with the turn.
  ///
  /// @param mode how far it is to go, more than PASSIVE
  /// @param turnNanos how long to wait for the turn
  /// @param readersNanos how long to wait for readers, with the turn
  /// @return what came of it; busy if somebody stayed in the way
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if the turn cannot be had in time
  CheckpointResult attempt(CheckpointMode mode, long turnNanos, long readersNanos) {
    if (archiver.isWanted()) {
      copy(); // the archive may be slow: with the turn it gets only what comes from now on
    }
    var last = new CheckpointResult[1];
    var turn = new Turn("checkpoint", true, System.nanoTime(), turnNanos);
    writer.exclusively(turn, () -> last[0] = untilDone(mode, readersNanos));
    return last[0];
  }

  /// Tries again and again, with the turn for short times only, so that writers go on in between.
  ///
  /// @param until when to give up, by [System#nanoTime()]
  /// @param ended whether to give up now
  CheckpointResult politely(CheckpointMode mode, long until, BooleanSupplier ended) {
    long hold = FIRST_HOLD_NANOS;
    while (true) {
      long left = Math.max(0, until - System.nanoTime());
      CheckpointResult result = attempt(mode, left, Math.min(hold, left));
      if (!result.busy() || System.nanoTime() >= until || ended.getAsBoolean()) {
        return result;
      }
      LockSupport.parkNanos(this, Math.min(2 * hold, left));
      if (Thread.currentThread().isInterrupted()) {
        throw new DatabaseException.Cancelled(
            "Thread %s was interrupted while it waited for readers of the log"
                .formatted(Thread.currentThread().getName()),
            null);
      }
      hold = Math.min(2 * hold, LONGEST_HOLD_NANOS);
    }
  }

  private CheckpointResult untilDone(CheckpointMode mode, long readersNanos) {
    long until = System.nanoTime() + readersNanos;
    while (true) {
      readers.letGoOfSnapshots(); // also those that have come since: they are in the log
      CheckpointResult result = once(mode);
      boolean over = System.nanoTime() >= until || Thread.currentThread().isInterrupted();
      if (!result.busy() || over) {
        return result;
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }

  private CheckpointResult once(CheckpointMode mode) {
    if (archiver.isWanted()) {
      CheckpointResult copied = copy();
      if (copied.copiedFrames() < copied.logFrames()) {
        return new CheckpointResult(true, copied.logFrames(), copied.copiedFrames());
      }
    }
    readers.anchor().letGo();
    return log.checkpoint(mode);
  }
}
