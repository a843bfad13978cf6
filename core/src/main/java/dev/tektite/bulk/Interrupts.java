package dev.tektite.bulk;

import dev.tektite.sqlite.DatabaseException;

/// Stops work between two chunks; within one the block itself sees to it.
final class Interrupts {
  private Interrupts() {}

  /// Throws if the thread has been interrupted, and leaves its flag as it is.
  ///
  /// @param work what is stopped, at the beginning of a sentence
  /// @param rows how many are done
  static void check(String work, long rows) {
    if (Thread.currentThread().isInterrupted()) {
      throw new DatabaseException.Cancelled(
          "%s was interrupted after %d rows, which are done".formatted(work, rows), null);
    }
  }
}
