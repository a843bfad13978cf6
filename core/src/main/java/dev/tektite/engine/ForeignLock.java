package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;

/// The lock that writers need, as far as another process holds it: since when.
///
/// *One thread at a time:* whoever has the turn; [#heldSince()] is for all.
final class ForeignLock {
  // Written with the turn; read by anybody.
  private volatile long heldSince;

  /// Since when the one who has the turn has been waiting for another process, by
  /// [System#nanoTime()], or 0; a hint.
  long heldSince() {
    return heldSince;
  }

  /// Tries to get it until it is free, or until the time is up.
  void untilFree(String file, long waitUntil, Runnable attempt) {
    try {
      LockWait.untilFree("the write lock of " + file, waitUntil, () -> tryOnce(attempt));
    } finally {
      if (heldSince != 0) {
        heldSince = 0;
      }
    }
  }

  private void tryOnce(Runnable attempt) {
    try {
      attempt.run();
    } catch (DatabaseException.Busy e) {
      if (heldSince == 0) {
        heldSince = System.nanoTime();
      }
      throw e;
    }
  }
}
