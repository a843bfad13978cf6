package dev.tektite.rows;

import dev.tektite.sqlite.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds the values that a caller gave, by position or by name, in their stored forms.
public final class Arguments {
  private Arguments() {}

  /// Binds all parameters of a statement.
  ///
  /// @param given an array or a list with the values by position, a map or a record with the values
  ///   by name, or else the value of the only parameter
  /// @throws IllegalArgumentException if the values do not fit the parameters in number, name or
  ///   type
  public static void bind(Statement statement, @Nullable Object given) {
    switch (given) {
      case null -> statement.bindAll((Object) null);
      case @Nullable Object[] values -> bindAll(statement, values);
      case List<?> values -> bindAll(statement, values.toArray());
      case Map<?, ?> map -> bindAll(statement, named(statement, map));
      case Record components -> bindAll(statement, named(statement, components));
      default -> bindAll(statement, new @Nullable Object[] {given});
    }
  }

  private static void bindAll(Statement statement, @Nullable Object[] values) {
    statement.bindAll(hasOnlyNative(values) ? values : stored(statement, values));
  }

  private static boolean hasOnlyNative(@Nullable Object[] values) {
    for (Object value : values) {
      if (!isNative(value)) {
        return false;
      }
    }
    return true;
  }

  /// Whether SQLite's binding takes a value as it is.
  private static boolean isNative(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof byte[];
  }

  private static @Nullable Object[] stored(Statement statement, @Nullable Object[] values) {
    @Nullable Object[] stored = Arrays.copyOf(values, values.length, Object[].class);
    for (int i = 0; i < stored.length; i++) {
      Object value = stored[i];
      if (!isNative(value)) {
        stored[i] = stored(statement, i, value);
      }
    }
    return stored;
  }

  @SuppressWarnings("NullAway") // null is native
  private static Object stored(Statement statement, int index, @Nullable Object value) {
    try {
      return Forms.stored(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Parameter %d (%s) cannot be stored: %s, in: %s"
              .formatted(
                  index + 1,
                  value.getClass().getSimpleName(),
                  e.getMessage(),
                  Excerpt.of(statement.sql())));
    }
  }

  // ---- by name ----

  private static @Nullable Object[] named(Statement statement, Record given) {
    if (statement.attachment() instanceof RecordValues latest && latest.isOf(given.getClass())) {
      return latest.of(given);
    }
    RecordValues values =
        RecordShape.of(given.getClass()).parameters(statement.parameterNames(), statement.sql());
    if (statement.columnCount() == 0) { // else it is the reader of its rows that is attached
      statement.attach(values);
    }
    return values.of(given);
  }

  private static @Nullable Object[] named(Statement statement, Map<?, ?> given) {
    List<String> names = ParameterNames.bare(statement.parameterNames(), statement.sql());
    @Nullable Object[] values = new @Nullable Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      String name = names.get(i);
      values[i] = given.get(name);
      if (values[i] == null && !given.containsKey(name)) {
        throw new IllegalArgumentException(
            "There is no value for the parameter %s; the map has %s, in: %s"
                .formatted(name, given.keySet(), Excerpt.of(statement.sql())));
      }
    }
    refuseUnknown(given, names, statement);
    return values;
  }

  private static void refuseUnknown(Map<?, ?> given, List<String> names, Statement statement) {
    if (given.size() == names.size()) {
      return;
    }
    for (Object name : given.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "There is no parameter for %s of the map; there are %s (given without prefix), in: %s"
                .formatted(name, names, Excerpt.of(statement.sql())));
      }
    }
  }
}
