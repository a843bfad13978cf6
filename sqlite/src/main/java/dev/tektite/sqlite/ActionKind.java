package dev.tektite.sqlite;

/// What a statement can be about to do
/// ([c_alter_table](https://www.sqlite.org/c3ref/c_alter_table.html)), each with the names that
/// come with it: [Action#first()] and [Action#second()].
///
/// *Immutable.*
public enum ActionKind {
  /// Something that this enumeration does not know yet.
  OTHER,
  /// Index, table.
  CREATE_INDEX,
  /// Table.
  CREATE_TABLE,
  /// Index, table.
  CREATE_TEMP_INDEX,
  /// Table.
  CREATE_TEMP_TABLE,
  /// Trigger, table.
  CREATE_TEMP_TRIGGER,
  /// View.
  CREATE_TEMP_VIEW,
  /// Trigger, table.
  CREATE_TRIGGER,
  /// View.
  CREATE_VIEW,
  /// Table.
  DELETE,
  /// Index, table.
  DROP_INDEX,
  /// Table.
  DROP_TABLE,
  /// Index, table.
  DROP_TEMP_INDEX,
  /// Table.
  DROP_TEMP_TABLE,
  /// Trigger, table.
  DROP_TEMP_TRIGGER,
  /// View.
  DROP_TEMP_VIEW,
  /// Trigger, table.
  DROP_TRIGGER,
  /// View.
  DROP_VIEW,
  /// Table.
  INSERT,
  /// Name of the pragma, its argument.
  PRAGMA,
  /// Table, column.
  READ,
  /// No names.
  SELECT,
  /// `BEGIN`, `COMMIT` or `ROLLBACK`.
  TRANSACTION,
  /// Table, column.
  UPDATE,
  /// File.
  ATTACH,
  /// Schema.
  DETACH,
  /// Schema, table.
  ALTER_TABLE,
  /// Index.
  REINDEX,
  /// Table.
  ANALYZE,
  /// Table, module.
  CREATE_VIRTUAL_TABLE,
  /// Table, module.
  DROP_VIRTUAL_TABLE,
  /// No first name, function.
  FUNCTION,
  /// `BEGIN`, `RELEASE` or `ROLLBACK`, and the savepoint.
  SAVEPOINT,
  /// No names.
  RECURSIVE;

  private static final ActionKind[] BY_CODE = values();

  static ActionKind ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : OTHER;
  }
}
