package dev.tektite.examples.demo;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/// What one kind of block did: how often, how long each took, and what went wrong.
///
/// *Safe for any number of threads.*
final class Measure {
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
  private final LongAdder done = new LongAdder();
  private final LongAdder busy = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /// One block has returned.
  void done(long tookNanos) {
    nanos.recordValue(Math.min(tookNanos, LONGEST_NANOS));
    done.increment();
  }

  /// One block has ended with a `Busy` error.
  void busy() {
    busy.increment();
  }

  /// Something happened that must not; the first one is kept.
  void failed(Throwable e) {
    failure.compareAndSet(null, e);
  }

  long count() {
    return done.sum();
  }

  long busyErrors() {
    return busy.sum();
  }

  @Nullable Throwable failure() {
    return failure.get();
  }

  /// The time within which a part of the blocks returned.
  ///
  /// @param percent 0 to 100
  double millisAt(double percent) {
    return nanos.getValueAtPercentile(percent) / 1e6;
  }
}
