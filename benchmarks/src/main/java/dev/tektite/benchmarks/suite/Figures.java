package dev.tektite.benchmarks.suite;

import dev.tektite.benchmarks.contender.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// What one contender did in all rounds of one case. *Immutable.*
///
/// @param measure what counts
/// @param replies one per round, at least one
/// @param pool the size of the peer's pool; 0 for the others
public record Figures(Measure measure, List<Reply> replies, long pool) {

  public Figures {
    replies = List.copyOf(replies);
  }

  /// The median of what counts.
  public double median() {
    return median(measure::of);
  }

  /// These figures or the other ones, whose median is better.
  public Figures better(Figures other) {
    return measure.ratio(median(), other.median()) >= 1 ? this : other;
  }

  /// The median of a further number.
  public double medianExtra(String name) {
    return median(reply -> reply.extra(name));
  }

  /// What counts, round by round.
  public List<Double> rounds() {
    return replies.stream().map(measure::of).toList();
  }

  /// The further numbers that every round has, but those that only serve as checks.
  public Set<String> extraNames() {
    Set<String> names = new TreeSet<>(replies.getFirst().extras().keySet());
    names.removeAll(Set.of("check", "sum", "acknowledged"));
    return names;
  }

  private double median(ToDoubleFunction<Reply> number) {
    return medianOf(replies.stream().mapToDouble(number).toArray());
  }

  /// The middle of the values in order; with an even count the mean of the two in the middle.
  ///
  /// @throws IllegalArgumentException if there is no value
  public static double medianOf(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a median needs at least one value");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
