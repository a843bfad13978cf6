package dev.tektite.schema;

/// Who keeps the rows of a table.
///
/// *Immutable.*
public enum TableKind {
  /// SQLite itself.
  ORDINARY,
  /// A module, such as FTS5 or R-Tree.
  VIRTUAL,
  /// SQLite, on behalf of a virtual table: not to be touched.
  SHADOW
}
