package dev.tektite.probe;

import dev.tektite.observe.Latency;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Durations as a histogram, of which nothing is made before the first.
///
/// *Safe for any number of threads.*
final class Durations {
  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 2;

  // Set under the lock of this; read by anybody.
  private volatile @Nullable AtomicHistogram histogram;

  void note(Duration duration) {
    known().recordValue(Math.clamp(duration.toNanos(), 0, LONGEST));
  }

  private AtomicHistogram known() {
    AtomicHistogram made = histogram;
    return made == null ? make() : made;
  }

  private synchronized AtomicHistogram make() {
    AtomicHistogram made = histogram;
    if (made == null) {
      made = new AtomicHistogram(LONGEST, DIGITS);
      histogram = made;
    }
    return made;
  }

  Latency latency() {
    AtomicHistogram made = histogram;
    if (made == null) {
      return Latency.NONE;
    }
    var copy = new Histogram(LONGEST, DIGITS);
    copy.add(made);
    return latency(copy);
  }

  private static Latency latency(AbstractHistogram kept) {
    long count = kept.getTotalCount();
    return count == 0
        ? Latency.NONE
        : new Latency(
            count,
            Duration.ofNanos(kept.getMinValue()),
            Duration.ofNanos((long) kept.getMean()),
            at(kept, 50),
            at(kept, 90),
            at(kept, 99),
            at(kept, 99.9),
            Duration.ofNanos(kept.getMaxValue()));
  }

  private static Duration at(AbstractHistogram kept, double percent) {
    return Duration.ofNanos(kept.getValueAtPercentile(percent));
  }
}
