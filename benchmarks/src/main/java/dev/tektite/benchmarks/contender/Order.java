package dev.tektite.benchmarks.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the parent process asks of a contender: a case, for how long, and options. *Immutable.*
///
/// @param name the case
/// @param nanos how long to go on, in nanoseconds; work begun is finished
/// @param options numbers by name, such as the size of the pool
public record Order(String name, long nanos, Map<String, Long> options) {

  public Order {
    options = Map.copyOf(options);
  }

  /// The order that a line like `run point-read 500 pool=8` holds.
  ///
  /// @throws IllegalArgumentException if it is no such line
  public static Order parse(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() < 3 || !words.getFirst().equals("run")) {
      throw new IllegalArgumentException(
          "expected \"run <case> <milliseconds> [name=number ...]\", but was \"" + line + "\"");
    }
    long nanos = Duration.ofMillis(Long.parseLong(words.get(2))).toNanos();
    return new Order(words.get(1), nanos, Numbers.parse(words.subList(3, words.size())));
  }

  /// This order as a line.
  public String line() {
    List<String> words =
        new ArrayList<>(List.of("run", name, Long.toString(Duration.ofNanos(nanos).toMillis())));
    words.addAll(Numbers.words(options));
    return String.join(" ", words);
  }

  /// The same order with one more option.
  public Order with(String option, long value) {
    Map<String, Long> more = new HashMap<>(options);
    more.put(option, value);
    return new Order(name, nanos, more);
  }

  /// An option's value, or the given one where it was not said.
  public long option(String option, long otherwise) {
    return options.getOrDefault(option, otherwise);
  }
}
