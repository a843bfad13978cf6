package dev.tektite.wal;

import java.io.IOException;

/// Something that is given each stretch of the log before it is written over, to keep it.
///
/// The stretches of one log, put together at their offsets, are a log file that SQLite reads; so a
/// copy of the database and all later stretches, in order, give every later commit.
///
/// *Safe for any number of threads:* archives must be, where several databases share one.
@FunctionalInterface
public interface WalArchive {
  /// Keeps a stretch of the log. Called on the keeper's thread, which all databases of the process
  /// share, or by who closes the database or orders a checkpoint; never twice at once for one
  /// database. The log grows until it has returned. It may be called while no block can write, and
  /// so must not open blocks of the same database.
  ///
  /// @param stretch can be read until this returns
  /// @throws IOException if it could not be kept; the log is not written over then, and the same
  ///   frames are offered again
  void keep(WalStretch stretch) throws IOException;
}
