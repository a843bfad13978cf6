package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.SchemaCalls;
import org.jspecify.annotations.Nullable;

/// One of the databases of a connection: `main`, `temp` or what was attached.
///
/// Every method throws [IllegalArgumentException] once it has been detached.
///
/// *One thread at a time:* the owner of the [Connection].
public final class Schema {
  private static final int BUSY = 5;
  private static final int COLUMN_RESULT_BYTES = 28;

  private final Connection connection;
  private final String name;

  Schema(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /// Refuses names of databases that are not attached.
  static void require(Connection connection, String name) {
    connection.check();
    Opening.refuseNul("name of a schema", name);
    connection.slab.clear();
    long address = connection.slab.textAddress(name);
    if (ConnectionCalls.readOnly(connection.handle, address) < 0) {
      throw new IllegalArgumentException(
          "No database is attached as %s to the connection to %s"
              .formatted(name, connection.name()));
    }
  }

  /// The name in SQL, such as `main`.
  public String name() {
    return name;
  }

  /// The absolute path of the file, or `null` for a database in memory or a temporary one.
  public @Nullable String fileName() {
    String path = Memory.textUntilNul(SchemaCalls.fileName(connection.handle, address()));
    return path.isEmpty() ? null : path;
  }

  /// Whether it cannot be written.
  public boolean isReadOnly() {
    return ConnectionCalls.readOnly(connection.handle, address()) == 1;
  }

  /// How far the transaction has come in this database.
  public TransactionState transactionState() {
    int state = ConnectionCalls.txnState(connection.handle, address());
    return TransactionState.values()[Math.max(state, 0)];
  }

  /// Copies frames of the log into the database file.
  ///
  /// @throws DatabaseException if it fails; somebody in the way is no failure but a result
  public CheckpointResult checkpoint(CheckpointMode mode) {
    long schema = address();
    StackProbe.check();
    connection.slab.reserve(8);
    long counts = connection.slab.latest();
    int code =
        ConnectionCalls.walCheckpointV2(
            connection.handle, schema, mode.ordinal(), counts, counts + 4);
    boolean busy = (code & 0xff) == BUSY;
    if (code != 0 && !busy) {
      throw connection.failure(code, null);
    }
    connection.rethrow();
    return new CheckpointResult(busy, Memory.getInt(counts), Memory.getInt(counts + 4));
  }

  /// A copy of the whole database as bytes, in memory outside of Java's heap.
  ///
  /// @throws DatabaseException if it cannot be read
  public DatabaseImage serialize() {
    return DatabaseImage.of(connection, name);
  }

  /// Replaces the database by one in memory; a file that was open stays as it is.
  ///
  /// @param image used up by this, also if SQLite refuses it
  /// @throws DatabaseException.Busy if a transaction is open
  public void deserialize(DatabaseImage image, ImageMode mode) {
    image.openIn(connection, name, mode);
  }

  /// What a table says about one of its columns.
  ///
  /// @throws DatabaseException if there is no such table or column
  public ColumnInfo column(String table, String column) {
    long schema = address();
    Opening.refuseNul("name of a table", table);
    Opening.refuseNul("name of a column", column);
    Slab slab = connection.slab;
    long tableText = slab.textAddress(table);
    long columnText = slab.textAddress(column);
    slab.reserve(COLUMN_RESULT_BYTES);
    long results = slab.latest();
    StackProbe.check();
    int code = SchemaCalls.column(connection.handle, schema, tableText, columnText, results);
    if (code != 0) {
      throw connection.failure(code, null);
    }
    long type = Memory.getLong(results);
    return new ColumnInfo(
        type == 0 ? null : Memory.textUntilNul(type),
        Memory.textUntilNul(Memory.getLong(results + 8)),
        Memory.getInt(results + 16) != 0,
        Memory.getInt(results + 20) != 0,
        Memory.getInt(results + 24) != 0);
  }

  /// The settings of the file below.
  public FileControl file() {
    require(connection, name);
    return new FileControl(connection, name);
  }

  /// The name in C; what is reserved in the slab after this stays beside it.
  private long address() {
    require(connection, name);
    connection.slab.clear();
    return connection.slab.textAddress(name);
  }
}
