package dev.tektite.schema;

/// What a column holds.
///
/// *Immutable.*
public enum ColumnKind {
  /// What is stored in it.
  ORDINARY,
  /// What a virtual table lets be asked, but does not show in `select *`.
  HIDDEN,
  /// An expression, computed when it is read.
  GENERATED_VIRTUAL,
  /// An expression, computed when the row is written.
  GENERATED_STORED
}
