package dev.tektite.benchmarks.contender;

import java.util.Arrays;

/// Durations of single operations. *One thread at a time.*
public final class Latencies {

  private long[] nanos = new long[1 << 16];
  private int count;

  /// Adds one duration in nanoseconds.
  public void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /// Adds the durations of another one.
  public void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  /// How many durations there are.
  public int count() {
    return count;
  }

  /// The smallest duration that at least the given share of all durations does not exceed.
  ///
  /// @param share above 0, at most 1
  /// @throws IllegalStateException if there is no duration
  public long percentile(double share) {
    if (count == 0) {
      throw new IllegalStateException("no duration was added");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }
}
