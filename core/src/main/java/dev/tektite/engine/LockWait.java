package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for a lock that another process holds: parked, interruptible, with pauses that grow.
///
/// SQLite itself never sleeps here: its busy timeout is 0.
public final class LockWait {
  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 4_000_000;

  private LockWait() {}

  /// Tries until it works, or until the time is up.
  ///
  /// @param what what is waited for, for the error: `the write lock of bank.db`
  /// @param waitUntil when to give up, by [System#nanoTime()]
  /// @throws DatabaseException.Busy if the time is up
  /// @throws DatabaseException.Cancelled if the thread is interrupted, which it still is afterwards
  public static void untilFree(String what, long waitUntil, Runnable attempt) {
    long startedAt = 0;
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      try {
        attempt.run();
        return;
      } catch (DatabaseException.Busy busy) {
        long now = System.nanoTime();
        startedAt = startedAt == 0 ? now : startedAt;
        if (now >= waitUntil) {
          throw tooLate(what, now - startedAt, busy);
        }
        LockSupport.parkNanos(Math.min(pause, waitUntil - now));
        pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
        if (Thread.currentThread().isInterrupted()) {
          throw new DatabaseException.Cancelled(
              "Thread %s was interrupted while it waited for %s, which another process holds"
                  .formatted(Thread.currentThread().getName(), what),
              busy);
        }
      }
    }
  }

  private static DatabaseException.Busy tooLate(
      String what, long waitedNanos, DatabaseException.Busy cause) {
    var busy =
        new DatabaseException.Busy(
            "Waited %d ms for %s, which another process holds"
                .formatted(TimeUnit.NANOSECONDS.toMillis(waitedNanos), what));
    busy.initCause(cause);
    return busy;
  }
}
