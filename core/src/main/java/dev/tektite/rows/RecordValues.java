package dev.tektite.rows;

import org.jspecify.annotations.Nullable;

/// Takes the values of a statement's parameters out of records of one type. Each subclass is
/// generated for one record type and one order of parameters; see [RecordValuesClass].
///
/// *Safe for any number of threads.*
abstract class RecordValues {
  private final Class<?> type;

  /// @param type of the records
  RecordValues(Class<?> type) {
    this.type = type;
  }

  /// Whether it is for records of a class.
  final boolean isOf(Class<?> other) {
    return type == other;
  }

  /// The values in the order of the parameters, in a new array.
  ///
  /// @param given a record of the type
  abstract @Nullable Object[] of(Object given);
}
