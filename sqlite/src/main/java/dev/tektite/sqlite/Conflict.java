package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ChangesetCalls;

/// A change that cannot simply be made, shown to a [ConflictHandler].
///
/// *One thread at a time*, and only during the call of the handler.
public final class Conflict {
  private final ConflictKind kind;
  private final Change change;

  Conflict(ConflictKind kind, Change change) {
    this.kind = kind;
    this.change = change;
  }

  /// Why it cannot be made.
  public ConflictKind kind() {
    return kind;
  }

  /// The change.
  ///
  /// @throws IllegalStateException for [ConflictKind#FOREIGN_KEY], which is not about one change
  public Change change() {
    if (kind == ConflictKind.FOREIGN_KEY) {
      throw new IllegalStateException("A conflict of foreign keys is not about one change");
    }
    return change;
  }

  /// The row in the database that is in the way.
  ///
  /// @throws IllegalStateException if there is none: for other kinds than [ConflictKind#DATA] and
  ///   [ConflictKind#CONFLICT]
  public Values existingValues() {
    if (kind != ConflictKind.DATA && kind != ConflictKind.CONFLICT) {
      throw new IllegalStateException("No row is in the way in a conflict of kind " + kind);
    }
    return change.values(ChangesetCalls::conflict);
  }

  /// How many foreign keys are violated; 0 for other kinds than [ConflictKind#FOREIGN_KEY].
  public int foreignKeyViolations() {
    return kind == ConflictKind.FOREIGN_KEY ? change.foreignKeyViolations() : 0;
  }
}
