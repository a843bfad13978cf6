package dev.tektite.engine;

import dev.tektite.sqlite.Connection;

/// Opens the connections of one database, configured and ready.
///
/// *Safe for any number of threads.*
public interface Opener {
  /// A connection that writes. Called for the first time before any reader is opened.
  Connection writer();

  /// A connection that only reads.
  Connection reader();

  /// A connection to a new, empty database in memory, which a private copy is put into.
  default Connection inMemory() {
    return Connection.openInMemory();
  }
}
