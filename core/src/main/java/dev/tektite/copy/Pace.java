package dev.tektite.copy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How much to copy in one go, and when the next may begin.
///
/// *One thread at a time.*
final class Pace {
  private static final long STEP_BYTES = 1 << 20;
  private static final long STEPS_PER_SECOND = 10;
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long bytesPerSecond;
  private final int pagesPerStep;
  private final long startedAt = System.nanoTime();

  /// @param bytesPerSecond 1 or more
  Pace(long bytesPerSecond, int pageBytes) {
    this.bytesPerSecond = bytesPerSecond;
    long bytes = Math.min(STEP_BYTES, bytesPerSecond / STEPS_PER_SECOND);
    this.pagesPerStep = (int) Math.max(1, bytes / pageBytes);
  }

  /// How many pages to copy in one go: about a megabyte, or a tenth of what a second may copy.
  int pagesPerStep() {
    return pagesPerStep;
  }

  /// Waits until so many bytes may have been copied.
  ///
  /// @param check called meanwhile; what it throws ends the wait
  void await(long bytes, Runnable check) {
    if (bytesPerSecond == Long.MAX_VALUE) {
      return;
    }
    long nanos = (long) Math.min(1e18, bytes * 1e9 / bytesPerSecond);
    for (long left = left(nanos); left > 0; left = left(nanos)) {
      LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK_NANOS));
      check.run();
    }
  }

  private long left(long nanos) {
    return startedAt + nanos - System.nanoTime();
  }
}
