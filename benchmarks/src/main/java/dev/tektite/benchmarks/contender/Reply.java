package dev.tektite.benchmarks.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a contender has done for an [Order]. *Immutable.*
///
/// @param operations how many were completed within the time
/// @param nanos the time they took together, in nanoseconds
/// @param extras further numbers by name; `check` is a sum over results that is the same for every
///   contender
public record Reply(long operations, long nanos, Map<String, Long> extras) {

  public Reply {
    extras = Map.copyOf(extras);
  }

  /// The reply that a line like `ok 12000 500123456 check=42` holds.
  ///
  /// @throws IllegalArgumentException if it is no such line
  public static Reply parse(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() < 3 || !words.getFirst().equals("ok")) {
      throw new IllegalArgumentException(
          "expected \"ok <operations> <nanoseconds> [name=number ...]\", but was \"" + line + "\"");
    }
    return new Reply(
        Long.parseLong(words.get(1)),
        Long.parseLong(words.get(2)),
        Numbers.parse(words.subList(3, words.size())));
  }

  /// This reply as a line.
  public String line() {
    List<String> words =
        new ArrayList<>(List.of("ok", Long.toString(operations), Long.toString(nanos)));
    words.addAll(Numbers.words(extras));
    return String.join(" ", words);
  }

  /// A further number.
  ///
  /// @throws IllegalArgumentException if the reply does not have it
  public long extra(String name) {
    Long value = extras.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the reply has no " + name + ": " + line());
    }
    return value;
  }
}
