package dev.tektite.sqlite;

/// Is shown every row before and after its change
/// ([preupdate_hook](https://www.sqlite.org/c3ref/preupdate_blobwrite.html)).
///
/// In contrast to an [UpdateHook] it also sees tables `WITHOUT ROWID` and rows that `REPLACE` or
/// `DELETE` without `WHERE` removes. It must not use the connection. Sessions stand on the same
/// function of SQLite: a connection has either sessions or this hook.
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface PreupdateHook {
  /// Is shown a change.
  ///
  /// @param change only valid during the call
  void changing(RowChange change);
}
