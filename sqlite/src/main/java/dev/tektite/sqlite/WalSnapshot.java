package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.SnapshotCalls;

/// A commit in a log that other transactions can begin to read at, as long as no checkpoint has
/// overwritten it ([snapshot](https://www.sqlite.org/c3ref/snapshot.html)).
///
/// *Safe for any number of threads.*
public final class WalSnapshot implements AutoCloseable {
  private final String origin;

  // Guarded by this.
  private long handle;

  private WalSnapshot(String origin, long handle) {
    this.origin = origin;
    this.handle = handle;
  }

  /// Takes the commit that a transaction of a connection reads; one that has not read yet begins to
  /// at the newest.
  ///
  /// @param schema the database that is meant, such as `main`
  /// @throws DatabaseException if no transaction is open, if it has written, if the database is not
  ///   in WAL mode, or if its log is empty
  /// @throws UnsupportedOperationException if the library was built without snapshots
  public static WalSnapshot take(Connection connection, String schema) {
    Schema.require(connection, schema);
    StackProbe.check();
    Slab slab = connection.slab;
    slab.clear();
    long name = slab.textAddress(schema);
    slab.reserve(8);
    long result = slab.latest();
    int code = SnapshotCalls.get(connection.handle, name, result);
    if (code != 0) {
      throw failure(connection, "taken", code);
    }
    var snapshot = new WalSnapshot(connection.name(), Memory.getLong(result));
    connection.rethrow(snapshot);
    return snapshot;
  }

  /// Lets the transaction of a connection to the same file read at this commit. The transaction
  /// must have begun (`BEGIN`) and not written.
  ///
  /// @throws DatabaseException if a checkpoint has overwritten it, if no transaction is open, or if
  ///   the connection has not read the database before
  public synchronized void openIn(Connection connection, String schema) {
    Schema.require(connection, schema);
    requireOpen();
    StackProbe.check();
    connection.slab.clear();
    long name = connection.slab.textAddress(schema);
    require(connection, "opened", SnapshotCalls.open(connection.handle, name, handle));
  }

  /// After all connections were closed and the log was kept, makes its older commits usable again.
  ///
  /// @throws DatabaseException if it cannot
  public static void recover(Connection connection, String schema) {
    Schema.require(connection, schema);
    StackProbe.check();
    connection.slab.clear();
    long name = connection.slab.textAddress(schema);
    require(connection, "recovered", SnapshotCalls.recover(connection.handle, name));
  }

  /// Whether this commit is older than another of the same file. Between different files, or across
  /// the end of a log, the answer has no meaning.
  public boolean isOlderThan(WalSnapshot other) {
    boolean before = System.identityHashCode(this) <= System.identityHashCode(other);
    synchronized (before ? this : other) {
      synchronized (before ? other : this) {
        requireOpen();
        other.requireOpen();
        return SnapshotCalls.compare(handle, other.handle) < 0;
      }
    }
  }

  private void requireOpen() {
    if (handle == 0) {
      throw new IllegalStateException("The snapshot of %s is closed".formatted(origin));
    }
  }

  private static void require(Connection connection, String what, int code) {
    if (code != 0) {
      throw failure(connection, what, code);
    }
    connection.rethrow();
  }

  private static DatabaseException failure(Connection connection, String what, int code) {
    String message = "The snapshot of %s cannot be %s".formatted(connection.name(), what);
    return DatabaseException.of(code, message, null, -1, connection.failure(code, null));
  }

  /// Frees it; transactions that read at it go on. Closing twice does nothing.
  @Override
  public synchronized void close() {
    if (handle != 0) {
      SnapshotCalls.free(handle);
      handle = 0;
    }
  }
}
