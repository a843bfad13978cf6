package dev.tektite.engine;

import java.time.Duration;

/// Durations as nanoseconds, where those of some centuries are as good as for ever.
final class Nanos {
  private static final long FOR_EVER = Long.MAX_VALUE / 4;

  private Nanos() {}

  static long of(Duration duration) {
    return duration.compareTo(Duration.ofNanos(FOR_EVER)) >= 0 ? FOR_EVER : duration.toNanos();
  }
}
