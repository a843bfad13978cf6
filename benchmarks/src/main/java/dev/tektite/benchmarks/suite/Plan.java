package dev.tektite.benchmarks.suite;

import java.time.Duration;

/// How long everything takes. *Immutable.*
///
/// Turns are short and many, so that a disturbance from outside hits all contenders alike and the
/// median leaves it out. Turns of durable cases are shorter still: many rented disks give some ten
/// thousand flushes at full speed and few from then on.
///
/// @param rounds how often each contender's turn comes; odd, so that the median is a figure that
///   was measured
/// @param turn how long one turn goes on
/// @param durableTurn the same for cases that flush at each commit
/// @param warmUp how long a contender on a JVM does a case before its first round
/// @param records how many rows `bulk-records` puts into one block
public record Plan(int rounds, Duration turn, Duration durableTurn, Duration warmUp, int records) {

  public static final Plan FULL =
      new Plan(
          13, Duration.ofMillis(400), Duration.ofMillis(60), Duration.ofMillis(2_000), 1_000_000);
  public static final Plan QUICK =
      new Plan(7, Duration.ofMillis(120), Duration.ofMillis(60), Duration.ofMillis(400), 100_000);

  public Plan {
    if (rounds < 1 || rounds % 2 == 0) {
      throw new IllegalArgumentException("expected an odd number of rounds, but was " + rounds);
    }
  }

  /// How long one turn of a case goes on.
  public Duration turnOf(BenchmarkCase what) {
    return what.durable() ? durableTurn : turn;
  }
}
