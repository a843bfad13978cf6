package dev.tektite.benchmarks.suite;

import java.time.Duration;

/// How long everything takes. *Immutable.*
///
/// @param rounds how often each contender's turn comes; odd, so that the median is a figure that
///   was measured
/// @param round how long one turn goes on
/// @param warmUp how long a contender on a JVM does a case before its first round
public record Plan(int rounds, Duration round, Duration warmUp) {

  public static final Plan FULL = new Plan(9, Duration.ofMillis(700), Duration.ofMillis(2_000));
  public static final Plan QUICK = new Plan(5, Duration.ofMillis(250), Duration.ofMillis(400));

  public Plan {
    if (rounds < 1 || rounds % 2 == 0) {
      throw new IllegalArgumentException("expected an odd number of rounds, but was " + rounds);
    }
  }
}
