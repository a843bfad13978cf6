package dev.tektite.rows;

import dev.tektite.sqlite.Statement;

/// How messages speak of the column that a value comes from, and of what to do about NULL.
interface Naming {
  /// The column in words: `Column 3 (price)`.
  default String column(Statement statement, int column) {
    return "Column %d (%s)".formatted(column, statement.columnName(column));
  }

  /// What to do where NULL is refused.
  String adviceOnNull();
}
