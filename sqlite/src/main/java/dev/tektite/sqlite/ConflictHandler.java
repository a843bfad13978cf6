package dev.tektite.sqlite;

/// Decides what becomes of changes that cannot simply be made. It may use the connection.
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface ConflictHandler {
  /// Decides about one conflict. What it throws undoes everything and becomes the cause of the
  /// failure.
  ///
  /// @param conflict only valid during the call
  Resolution resolve(Conflict conflict);

  /// What becomes of a change that cannot simply be made.
  ///
  /// *Immutable.*
  enum Resolution {
    /// The change is left out. Violated foreign keys stay violated.
    OMIT,
    /// The change is made all the same, over the row that is in the way; only for
    /// [ConflictKind#DATA] and [ConflictKind#CONFLICT].
    REPLACE,
    /// Everything is undone, and applying fails.
    ABORT
  }

  /// A handler that aborts at the first conflict.
  static ConflictHandler aborting() {
    return conflict -> Resolution.ABORT;
  }
}
