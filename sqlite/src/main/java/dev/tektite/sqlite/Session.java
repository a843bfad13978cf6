package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.SessionCalls;
import org.jspecify.annotations.Nullable;

/// A recording of the changes that a connection makes to tables
/// ([session](https://www.sqlite.org/sessionintro.html)).
///
/// Only tables with a declared primary key are recorded, and of them only rows without NULL in it.
/// Sessions stand on the preupdate hook: a connection has either that or sessions.
///
/// *One thread at a time:* the owner of the [Connection].
public final class Session implements AutoCloseable {
  private interface Maker {
    int make(long session, long size, long data);
  }

  private final Connection connection;
  private final Dependent dependent;

  // Only by the owner of the connection.
  private long handle;

  private Session(Connection connection, long handle) {
    this.connection = connection;
    this.handle = handle;
    this.dependent = new Dependent(this, connection::check, this::close);
  }

  /// Begins to record. Tables are to be named by [#record(String)] or [#recordAll()].
  ///
  /// @param schema the database whose changes are meant, such as `main`
  /// @throws IllegalArgumentException if there is no such schema
  /// @throws IllegalStateException if the connection has a preupdate hook
  /// @throws UnsupportedOperationException if the library was built without sessions
  public static Session start(Connection connection, String schema) {
    Schema.require(connection, schema);
    if (connection.hooks().hasPreupdate()) {
      throw new IllegalStateException(
          "The connection has a preupdate hook, on which sessions stand too: remove it first");
    }
    Slab slab = connection.slab;
    slab.clear();
    long name = slab.textAddress(schema);
    slab.reserve(8);
    long result = slab.latest();
    int code = SessionCalls.create(connection.handle, name, result);
    if (code != 0) {
      throw connection.failure(code, null);
    }
    var session = new Session(connection, Memory.getLong(result));
    connection.belongings.add(session.dependent);
    return session;
  }

  /// Records a table from now on, whether it exists already or not.
  public void record(String table) {
    attach(table);
  }

  /// Records all tables from now on, those included that are created later.
  public void recordAll() {
    attach(null);
  }

  private void attach(@Nullable String table) {
    long session = handle();
    connection.slab.clear();
    long name = 0;
    if (table != null) {
      Opening.refuseNul("name of a table", table);
      name = connection.slab.textAddress(table);
    }
    require(SessionCalls.attach(session, name));
  }

  /// Whether it is recording.
  public boolean isEnabled() {
    return SessionCalls.enable(handle(), -1) != 0;
  }

  /// Pauses the recording or goes on with it. A row that was recorded already stays, with the
  /// values that it has when the changes are taken.
  public void enable(boolean yes) {
    SessionCalls.enable(handle(), yes ? 1 : 0);
  }

  /// Whether new changes are marked as [indirect][Change#isIndirect()], even if no trigger made
  /// them.
  public boolean isIndirect() {
    return SessionCalls.indirect(handle(), -1) != 0;
  }

  /// Sets whether new changes are marked as [indirect][Change#isIndirect()], even if no trigger
  /// made them.
  public void indirect(boolean yes) {
    SessionCalls.indirect(handle(), yes ? 1 : 0);
  }

  /// Whether nothing has been recorded.
  public boolean isEmpty() {
    return SessionCalls.isEmpty(handle()) != 0;
  }

  /// Bytes of memory that the recording takes.
  public long memoryBytes() {
    return SessionCalls.memoryUsed(handle());
  }

  /// Adds to the recording what would turn a table of another schema into the one of this; nothing
  /// if this one has no such table.
  ///
  /// @param from the schema of the other table, attached to the same connection
  /// @throws DatabaseException if both tables do not have the same columns and primary key
  public void diff(String from, String table) {
    long session = handle();
    Schema.require(connection, from);
    Opening.refuseNul("name of a table", table);
    Slab slab = connection.slab;
    slab.clear();
    long fromText = slab.textAddress(from);
    long tableText = slab.textAddress(table);
    slab.reserve(8);
    long message = slab.latest();
    Memory.putLong(message, 0);
    StackProbe.check();
    int code = SessionCalls.diff(session, fromText, tableText, message);
    long text = Memory.getLong(message);
    String said = Memory.textUntilNul(text);
    ConnectionCalls.free(text);
    if (code != 0) {
      throw said.isEmpty()
          ? connection.failure(code, null)
          : DatabaseException.of(code, said, null, -1, connection.callbacks.takeFailure());
    }
    connection.rethrow();
  }

  /// What was recorded until now. The old values in it tell conflicts and let it be
  /// [inverted][Changeset#inverted()].
  ///
  /// @throws DatabaseException if the database cannot be read
  public Changeset changeset() {
    return take(SessionCalls::changeset);
  }

  /// What was recorded until now in a smaller form, without old values beside those of the primary
  /// key.
  ///
  /// @throws DatabaseException if the database cannot be read
  public Changeset patchset() {
    return take(SessionCalls::patchset);
  }

  private Changeset take(Maker maker) {
    long session = handle();
    connection.slab.clear();
    connection.slab.reserve(16);
    long result = connection.slab.latest();
    Memory.putLong(result, 0);
    Memory.putLong(result + 8, 0);
    StackProbe.check();
    int code = maker.make(session, result, result + 8);
    Changeset taken = Changeset.taking(Memory.getLong(result + 8), Memory.getInt(result));
    require(code);
    return taken;
  }

  private long handle() {
    connection.check();
    if (handle == 0) {
      throw new IllegalStateException("The session on %s is closed".formatted(connection.name()));
    }
    return handle;
  }

  private void require(int code) {
    if (code != 0) {
      throw connection.failure(code, null);
    }
    connection.rethrow();
  }

  /// Ends the recording. Closing twice does nothing.
  @Override
  public void close() {
    if (handle == 0) {
      return;
    }
    connection.check();
    connection.callbacks.refuseWithin("relieved of its session");
    long session = handle;
    handle = 0;
    connection.belongings.remove(dependent);
    SessionCalls.delete(session);
  }
}
