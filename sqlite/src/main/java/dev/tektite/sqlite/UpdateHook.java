package dev.tektite.sqlite;

/// Is told every row that a statement changes
/// ([update_hook](https://www.sqlite.org/c3ref/update_hook.html)).
///
/// Not told are changes of tables `WITHOUT ROWID`, rows that `REPLACE` removes, and a `DELETE`
/// without `WHERE`, which empties the table at once. Whether the change is committed is not known
/// yet. It must not use the connection.
///
/// *One thread at a time:* the one that uses the connection.
@FunctionalInterface
public interface UpdateHook {
  /// Is told a change.
  ///
  /// @param rowid of the row after the change; of one that is gone, before
  void changed(ChangeKind kind, String schema, String table, long rowid);
}
