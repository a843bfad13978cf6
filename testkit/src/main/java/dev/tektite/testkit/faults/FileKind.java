package dev.tektite.testkit.faults;

/// The kinds of files that SQLite keeps for a database, as far as faults tell them apart.
///
/// *Immutable.*
public enum FileKind {
  /// The database itself.
  DATABASE,
  /// The write-ahead log, `-wal`.
  WAL,
  /// The rollback journal, `-journal`.
  JOURNAL,
  /// Any other file with a name: super-journals, and files that were never open when they are
  /// deleted.
  OTHER;

  /// The bit of this kind in the masks of the C side.
  int bit() {
    return 1 << ordinal();
  }
}
