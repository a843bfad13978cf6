package dev.tektite.observe;

import java.time.Duration;

/// How durations are spread; each is exact to 1 % or better.
///
/// *Immutable.*
///
/// @param count how many were kept
/// @param min the shortest
/// @param mean their mean
/// @param p50 half of them are not longer
/// @param p90 90 of 100 are not longer
/// @param p99 99 of 100 are not longer
/// @param p999 999 of 1000 are not longer
/// @param max the longest; one of more than an hour counts as an hour
public record Latency(
    long count,
    Duration min,
    Duration mean,
    Duration p50,
    Duration p90,
    Duration p99,
    Duration p999,
    Duration max) {
  /// No durations at all.
  public static final Latency NONE =
      new Latency(
          0,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);
}
