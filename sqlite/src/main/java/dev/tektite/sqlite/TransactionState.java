package dev.tektite.sqlite;

/// How far a transaction has come ([txn_state](https://www.sqlite.org/c3ref/txn_state.html)).
///
/// *Immutable.*
public enum TransactionState {
  /// Nothing has been read: a `BEGIN` alone does not.
  NONE,
  /// It reads, and sees one commit unchanging.
  READ,
  /// It has the right to write.
  WRITE
}
