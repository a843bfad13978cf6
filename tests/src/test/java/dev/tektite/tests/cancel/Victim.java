package dev.tektite.tests.cancel;

/// A thread whose present block may be interrupted, and no later one.
///
/// *Safe for any number of threads.*
final class Victim {
  private final Thread thread = Thread.currentThread();

  // Guarded by this.
  private long block;
  private long interruptedAt;

  /// Says which block runs from now on.
  synchronized void begin(long number) {
    block = number;
    interruptedAt = 0;
  }

  /// Interrupts the thread, if the block still runs.
  synchronized void interrupt(long number) {
    if (block == number) {
      interruptedAt = System.nanoTime();
      thread.interrupt();
    }
  }

  /// Says that no block runs any more.
  ///
  /// @return when the block was interrupted, or 0
  synchronized long end() {
    block = 0;
    return interruptedAt;
  }
}
