package dev.tektite.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Words of the form `name=number`.
final class Numbers {

  private Numbers() {}

  static Map<String, Long> parse(List<String> words) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected name=number, but was \"" + word + "\"");
      }
      numbers.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
    }
    return numbers;
  }

  static List<String> words(Map<String, Long> numbers) {
    return numbers.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .toList();
  }
}
