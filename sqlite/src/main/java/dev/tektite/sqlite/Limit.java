package dev.tektite.sqlite;

/// What can be limited for each connection
/// ([c_limit_attached](https://www.sqlite.org/c3ref/c_limit_attached.html)).
///
/// *Immutable.*
public enum Limit {
  /// Bytes of a text, a blob or a row.
  LENGTH,
  /// Bytes of a statement.
  SQL_LENGTH,
  /// Columns of a table, an index, a result, a sort and so on.
  COLUMNS,
  /// Depth of an expression.
  EXPRESSION_DEPTH,
  /// Terms of a compound `SELECT`.
  COMPOUND_SELECT,
  /// Instructions of a compiled statement.
  VM_OPERATIONS,
  /// Arguments of a function.
  FUNCTION_ARGUMENTS,
  /// Attached databases.
  ATTACHED,
  /// Bytes of a pattern of `LIKE` or `GLOB`. This binding sets it to 2000: a long one needs more of
  /// the C stack than a thread of Java has.
  LIKE_PATTERN_LENGTH,
  /// Highest number of a parameter.
  PARAMETER_NUMBER,
  /// Depth of triggers that set off others.
  TRIGGER_DEPTH,
  /// Threads that help one statement to sort.
  WORKER_THREADS;

  int code() {
    return ordinal();
  }
}
