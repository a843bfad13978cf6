package dev.tektite.sqlite;

/// Why a change cannot simply be made
/// ([c_changeset_conflict](https://www.sqlite.org/session/c_changeset_conflict.html)).
///
/// *Immutable.*
public enum ConflictKind {
  /// The row to be updated or deleted has other values than the change expects.
  DATA,
  /// There is no row to be updated or deleted.
  NOT_FOUND,
  /// There is already a row with the primary key of the one to be inserted.
  CONFLICT,
  /// The change would break another rule of the schema.
  CONSTRAINT,
  /// After all changes, foreign keys are violated. Such a conflict has no change.
  FOREIGN_KEY;

  private static final ConflictKind[] ALL = values();

  static ConflictKind ofCode(int code) {
    return ALL[code - 1];
  }
}
