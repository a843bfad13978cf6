package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.PreupdateCalls;
import java.util.ArrayList;
import java.util.List;

/// A change of one row that is about to be made, shown to a [PreupdateHook].
///
/// *One thread at a time*, and only during the call of the hook.
public final class RowChange {
  private interface Lookup {
    int find(long connection, int column, long result);
  }

  private final Connection connection;
  private final ChangeKind kind;
  private final String schema;
  private final String table;
  private final long oldRowid;
  private final long newRowid;

  // Only by the thread that SQLite calls on.
  private final List<Values> lent = new ArrayList<>(2);
  private boolean over;

  RowChange(
      Connection connection,
      ChangeKind kind,
      String schema,
      String table,
      long oldRowid,
      long newRowid) {
    this.connection = connection;
    this.kind = kind;
    this.schema = schema;
    this.table = table;
    this.oldRowid = oldRowid;
    this.newRowid = newRowid;
  }

  void end() {
    over = true;
    lent.forEach(Values::end);
  }

  /// What happens to the row.
  public ChangeKind kind() {
    return kind;
  }

  /// The schema, such as `main`.
  public String schema() {
    return schema;
  }

  /// The table.
  public String table() {
    return table;
  }

  /// The rowid before the change; without meaning for an insert or a table `WITHOUT ROWID`.
  public long oldRowid() {
    return oldRowid;
  }

  /// The rowid after the change; without meaning for a delete or a table `WITHOUT ROWID`.
  public long newRowid() {
    return newRowid;
  }

  /// How many triggers and foreign key actions lie between the statement and this change: 0 for one
  /// that the statement makes itself.
  public int depth() {
    return PreupdateCalls.depth(current());
  }

  /// The column that is written through a [Blob] channel, or -1. Such a change is shown as a delete
  /// of the row with its old values.
  public int blobColumn() {
    return PreupdateCalls.blobWrite(current());
  }

  /// The row before the change.
  ///
  /// @throws IllegalStateException for an insert
  public Values oldValues() {
    if (kind == ChangeKind.INSERT) {
      throw new IllegalStateException("An inserted row has no old values");
    }
    return values(PreupdateCalls::old);
  }

  /// The row after the change.
  ///
  /// @throws IllegalStateException for a delete
  public Values newValues() {
    if (kind == ChangeKind.DELETE) {
      throw new IllegalStateException("A deleted row has no new values");
    }
    return values(PreupdateCalls::fresh);
  }

  private Values values(Lookup lookup) {
    long handle = current();
    var values = new Values(PreupdateCalls.count(handle), column -> find(lookup, column));
    lent.add(values);
    return values;
  }

  private long find(Lookup lookup, int column) {
    int code = lookup.find(connection.handle, column, connection.slot);
    if (code != 0) {
      throw connection.failure(code, null);
    }
    return Memory.getLong(connection.slot);
  }

  private long current() {
    if (over || !connection.callbacks.isCalled()) {
      throw new IllegalStateException(
          "A change can only be read while the hook is called that it was shown to");
    }
    return connection.handle;
  }
}
