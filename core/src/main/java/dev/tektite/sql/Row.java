package dev.tektite.sql;

import dev.tektite.sqlite.ValueType;
import org.jspecify.annotations.Nullable;

/// The row that a query has reached. Columns are numbered from 0 or named as in the result.
///
/// A value of a type that does not fit is refused with an [IllegalArgumentException], not bent:
/// text is no number, and 2^40 is no `int`. Methods whose result is not `@Nullable` refuse NULL. By
/// name, a column is looked for whatever the case; a name that is missing or stands twice is
/// refused.
///
/// *One thread at a time:* the thread that runs the block, and only while the row is the current
/// one.
public interface Row {
  /// An integer.
  long asLong(int column);

  /// An integer that fits 32 bits.
  int asInt(int column);

  /// A number; integers are converted.
  double asDouble(int column);

  /// An integer that is 0 or 1.
  boolean asBoolean(int column);

  /// Text, or `null` for NULL; numbers are written out.
  @Nullable String asText(int column);

  /// Bytes, or `null` for NULL; text gives its UTF-8 form.
  byte @Nullable [] asBytes(int column);

  /// Whether the value is NULL.
  boolean isNull(int column);

  /// The stored type of the value.
  ValueType type(int column);

  /// A value of any type of the [table][dev.tektite.sql], or `null` for NULL.
  ///
  /// @throws IllegalArgumentException if the type is not in it
  <T> @Nullable T value(int column, Class<T> type);

  /// The number of columns.
  int columns();

  /// The name of a column in the result.
  String name(int column);

  /// The number of the column with a name, whatever the case.
  ///
  /// @throws IllegalArgumentException if there is none or more than one
  int column(String name);

  /// As [#asLong(int)], by name.
  default long asLong(String column) {
    return asLong(column(column));
  }

  /// As [#asInt(int)], by name.
  default int asInt(String column) {
    return asInt(column(column));
  }

  /// As [#asDouble(int)], by name.
  default double asDouble(String column) {
    return asDouble(column(column));
  }

  /// As [#asBoolean(int)], by name.
  default boolean asBoolean(String column) {
    return asBoolean(column(column));
  }

  /// As [#asText(int)], by name.
  default @Nullable String asText(String column) {
    return asText(column(column));
  }

  /// As [#asBytes(int)], by name.
  default byte @Nullable [] asBytes(String column) {
    return asBytes(column(column));
  }

  /// As [#isNull(int)], by name.
  default boolean isNull(String column) {
    return isNull(column(column));
  }

  /// As [#value(int, Class)], by name.
  default <T> @Nullable T value(String column, Class<T> type) {
    return value(column(column), type);
  }
}
