package dev.tektite.retry;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Where a retry gets its time, its pauses and its chance from.
///
/// *Immutable.*
///
/// @param clock nanoseconds that only grow
/// @param sleeper waits
/// @param chance a number from 0 to 1
record Timing(LongSupplier clock, Sleeper sleeper, DoubleSupplier chance) {
  static final Timing REAL =
      new Timing(
          System::nanoTime,
          TimeUnit.NANOSECONDS::sleep,
          () -> ThreadLocalRandom.current().nextDouble());

  /// Waits.
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }
}
