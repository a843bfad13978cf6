package dev.tektite.sqlite;

/// Is told every commit that was written to a log
/// ([wal_hook](https://www.sqlite.org/c3ref/wal_hook.html)).
///
/// It may use the connection, to run a checkpoint, say.
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface WalHook {
  /// Is told a commit.
  ///
  /// @param schema the database, such as `main`
  /// @param frames how many the log holds now
  void committed(String schema, int frames);
}
