package dev.tektite.sqlite;

/// How far a checkpoint goes and whom it waits for
/// ([wal_checkpoint_v2](https://www.sqlite.org/c3ref/wal_checkpoint_v2.html)).
///
/// *Immutable.*
public enum CheckpointMode {
  /// Copies what it can without waiting for anybody.
  PASSIVE,
  /// Waits for writers, then copies everything.
  FULL,
  /// As [#FULL], then waits for readers of the log, so that the next writer starts it anew.
  RESTART,
  /// As [#RESTART], then cuts the log file to zero bytes.
  TRUNCATE
}
