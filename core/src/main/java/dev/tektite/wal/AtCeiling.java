package dev.tektite.wal;

/// What happens when the log has reached its ceiling because a reader keeps it from starting anew.
///
/// A backup that pins the log is exempt from all of these: it slows the writers down instead, once
/// the log has twice the size of its ceiling.
///
/// *Immutable.*
public enum AtCeiling {
  /// The reader is named in the log of the application and in the status; the log grows on.
  WARN,
  /// The oldest reader is stopped: its block gets
  /// [DatabaseException.Cancelled][dev.tektite.sqlite.DatabaseException.Cancelled], its snapshot is
  /// let go of. Nothing can be done about readers of other processes.
  INTERRUPT_READER,
  /// Blocks that write are refused with
  /// [DatabaseException.Busy][dev.tektite.sqlite.DatabaseException.Busy], which names the reader,
  /// until the log has become small again.
  REFUSE_WRITES
}
