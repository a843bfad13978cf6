package dev.tektite.block;

import dev.tektite.sqlite.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings the values that a caller gave, by position or by name, into the order of the parameters.
final class Arguments {
  private Arguments() {}

  /// @param given an array, a map or a record
  static @Nullable Object[] values(Statement statement, Object given) {
    return switch (given) {
      case @Nullable Object[] array -> array;
      case Map<?, ?> map -> named(statement, map);
      default -> throw new IllegalArgumentException(String.valueOf(given.getClass()));
    };
  }

  private static @Nullable Object[] named(Statement statement, Map<?, ?> map) {
    @Nullable Object[] values = new @Nullable Object[statement.parameterCount()];
    for (int i = 0; i < values.length; i++) {
      String name = statement.parameterName(i + 1);
      values[i] = map.get(name == null ? "" : name.substring(1));
    }
    return values;
  }
}
