package dev.tektite.engine;

/// The transaction that those share who had the turn, as [TurnQueue] needs it. Called only with the
/// turn.
interface Transaction {
  /// Opens it; may wait for other processes until the turn's deadline.
  void begin(Turn turn);

  /// Stores it. When it throws, nothing of it is left open.
  void commit();

  /// Undoes it.
  void rollback();

  /// It has been stored; the turn is still held.
  ///
  /// @param number which commit it was, from 1 on
  default void stored(Group group, long number) {}

  /// Others may go on after a commit. Without the turn.
  default void told() {}
}
