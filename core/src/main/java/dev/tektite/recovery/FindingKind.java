package dev.tektite.recovery;

/// What sort of thing is wrong with a file, the worst first.
///
/// *Immutable.*
public enum FindingKind {
  /// SQLite cannot open it: it is no database, or its first page is damaged.
  UNREADABLE,
  /// Pages contradict each other, or a constraint is violated.
  DAMAGED,
  /// A foreign key leads nowhere.
  DANGLING_REFERENCE,
  /// A table is expected and not there.
  MISSING_TABLE,
  /// A column is expected and not there.
  MISSING_COLUMN,
  /// Nothing says which version of the schema it is: neither `user_version` nor a table of
  /// migrations.
  NO_VERSION
}
