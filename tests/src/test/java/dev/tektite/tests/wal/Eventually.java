package dev.tektite.tests.wal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what the keeper does in its own time.
public final class Eventually {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Eventually() {}

  /// Looks until it is so.
  ///
  /// @param state what is told if it does not become so
  public static void holds(Supplier<Object> state, BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("It did not come about: " + state.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
