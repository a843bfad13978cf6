package dev.tektite.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, texts, numbers, booleans and null as JSON.
final class Json {

  private Json() {}

  /// The JSON text of a value, indented by two blanks per level; lists of plain values stay on one
  /// line.
  ///
  /// @throws IllegalArgumentException if the value is of another kind, or a number that JSON does
  ///   not have
  static String write(@Nullable Object value) {
    return write(value, "\n");
  }

  private static String write(@Nullable Object value, String newLine) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Boolean truth -> truth.toString();
      case Long number -> number.toString();
      case Integer number -> number.toString();
      case Double number -> number(number);
      case List<?> list -> list(list, newLine);
      case Map<?, ?> map -> map(map, newLine);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    };
  }

  private static String number(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no number for " + number);
    }
    return Math.abs(number) >= 1_000
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.4f", number);
  }

  private static String list(List<?> list, String newLine) {
    boolean plain = list.stream().noneMatch(value -> value instanceof List || value instanceof Map);
    String inner = newLine + "  ";
    return plain
        ? list.stream()
            .map(value -> write(value, inner))
            .collect(Collectors.joining(", ", "[", "]"))
        : list.stream()
            .map(value -> write(value, inner))
            .collect(Collectors.joining("," + inner, "[" + inner, newLine + "]"));
  }

  private static String map(Map<?, ?> map, String newLine) {
    if (map.isEmpty()) {
      return "{}";
    }
    String inner = newLine + "  ";
    return map.entrySet().stream()
        .map(
            entry -> quoted(String.valueOf(entry.getKey())) + ": " + write(entry.getValue(), inner))
        .collect(Collectors.joining("," + inner, "{" + inner, newLine + "}"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
