package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to one database, with all that hangs on it.
///
/// *One thread at a time.* A connection belongs to the thread that opened it; to let another thread
/// use it, the first calls [#detach()] and the second [#attach()]. Every use from elsewhere is
/// refused, so that no mistake can reach memory that SQLite has freed. Only [#interrupt()] may be
/// called from any thread.
///
/// Opened without SQLite's own mutexes and with extended result codes
/// ([threadsafe](https://www.sqlite.org/threadsafe.html)).
public final class Connection implements AutoCloseable {
  private static final int NO_MUTEX = 0x8000;
  private static final int URI = 0x40;
  private static final int MEMORY = 0x80;
  private static final int ROW = 100;
  private static final int DONE = 101;
  private static final int FILE_POINTER = 7;

  private static final Thread CLOSED = Thread.ofPlatform().unstarted(() -> {});
  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Connection.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final Object closing = new Object();
  final long handle;

  // Written by CAS when it is free and by its owner otherwise; CLOSED is final.
  private @Nullable Thread owner = Thread.currentThread();

  // All further fields: only by the owner.
  final Slab slab = new Slab();
  private final Set<AutoCloseable> dependents = new LinkedHashSet<>(0);
  private byte[] scratch = new byte[256];
  private boolean callsBack;

  private Connection(String name, long handle) {
    this.name = name;
    this.handle = handle;
  }

  /// Opens a database file.
  ///
  /// @throws DatabaseException if SQLite cannot open it; a damaged file is noticed at the first use
  public static Connection open(Path file, OpenMode mode) {
    return open(file.toString(), mode.flags, null);
  }

  /// Opens a database file through a named [VFS](https://www.sqlite.org/vfs.html), or through the
  /// default one for `null`.
  ///
  /// @throws DatabaseException if SQLite cannot open it
  public static Connection open(Path file, OpenMode mode, @Nullable String vfs) {
    return open(file.toString(), mode.flags, vfs);
  }

  /// Opens a database by a [URI](https://www.sqlite.org/uri.html).
  ///
  /// @throws DatabaseException if SQLite cannot open it
  public static Connection openUri(String uri, OpenMode mode) {
    return open(uri, mode.flags | URI, null);
  }

  /// Opens a new, empty database in memory that no other connection sees.
  public static Connection openInMemory() {
    return open(":memory:", OpenMode.CREATE.flags | MEMORY, null);
  }

  private static Connection open(String name, int flags, @Nullable String vfs) {
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("The name of a database holds a NUL character: " + name);
    }
    var slab = new Slab();
    try {
      slab.reserve(8);
      long result = slab.latest();
      Memory.putLong(result, 0);
      slab.putText(name);
      long nameAddress = slab.latest();
      long vfsAddress = 0;
      if (vfs != null) {
        slab.putText(vfs);
        vfsAddress = slab.latest();
      }
      int code = ConnectionCalls.openV2(nameAddress, result, flags | NO_MUTEX, vfsAddress);
      long handle = Memory.getLong(result);
      if (code != 0) {
        throw failedOpen(name, code, handle);
      }
      ConnectionCalls.extendedResultCodes(handle, 1);
      return new Connection(name, handle);
    } finally {
      slab.free();
    }
  }

  private static DatabaseException failedOpen(String name, int code, long handle) {
    int extended = handle == 0 ? code : ConnectionCalls.extendedErrcode(handle);
    String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
    if (handle != 0) {
      text = Memory.textUntilNul(ConnectionCalls.errmsg(handle));
      ConnectionCalls.closeV2(handle);
    }
    return DatabaseException.of(extended, "Cannot open %s: %s".formatted(name, text), null, -1);
  }

  /// The name that the connection was opened with: a path, a URI or `:memory:`.
  public String name() {
    return name;
  }

  // ---- whose it is ----

  /// Makes the calling thread the owner.
  ///
  /// @throws IllegalStateException if another thread has it, or if it is closed
  public void attach() {
    if (!OWNER.compareAndSet(this, null, Thread.currentThread())) {
      throw misuse();
    }
  }

  /// Lets another thread take the connection.
  ///
  /// @throws IllegalStateException if the calling thread does not own it
  public void detach() {
    check();
    OWNER.setRelease(this, null);
  }

  /// Whether it is closed.
  public boolean isClosed() {
    return OWNER.getVolatile(this) == CLOSED;
  }

  /// Refuses a use by a thread that does not own the connection.
  void check() {
    if (owner != Thread.currentThread()) {
      throw misuse();
    }
  }

  private IllegalStateException misuse() {
    Thread has = (Thread) OWNER.getVolatile(this);
    String why;
    if (has == CLOSED) {
      why = "is closed";
    } else if (has == null) {
      why = "is detached: attach it to this thread first";
    } else {
      why = "belongs to thread %s: let that one detach it first".formatted(has.getName());
    }
    return new IllegalStateException("The connection to %s %s".formatted(name, why));
  }

  // ---- statements ----

  /// Compiles one statement. Blank text and comments may follow it.
  ///
  /// @throws IllegalArgumentException if there is no statement in the text, or more than one
  /// @throws DatabaseException if SQLite refuses it
  public Statement prepare(String sql) {
    check();
    return Preparing.one(this, sql);
  }

  /// Runs every statement of a script to its end; rows are passed over.
  ///
  /// @throws DatabaseException if a statement fails; those before it have run
  public void execute(String script) {
    forEachStatement(script, Statement::run);
  }

  /// Compiles the statements of a script one after another, each after the one before it has been
  /// dealt with, and closes each.
  ///
  /// @throws DatabaseException if SQLite refuses one
  public void forEachStatement(String script, Consumer<? super Statement> action) {
    check();
    Preparing.each(this, script, action);
  }

  /// A statement that SQLite is holding, by its address; 0 ends.
  long nextStatement(long after) {
    return ConnectionCalls.nextStmt(handle, after);
  }

  // ---- state ----

  /// Whether no transaction is open.
  public boolean isAutocommit() {
    check();
    return ConnectionCalls.autocommit(handle) != 0;
  }

  /// Rows that the latest `INSERT`, `UPDATE` or `DELETE` changed, without those of triggers.
  public long changes() {
    check();
    return ConnectionCalls.changes(handle);
  }

  /// Rows changed since the connection was opened, those of triggers included.
  public long totalChanges() {
    check();
    return ConnectionCalls.totalChanges(handle);
  }

  /// The rowid of the latest successful insert, or 0.
  public long lastInsertRowid() {
    check();
    return ConnectionCalls.lastInsertRowid(handle);
  }

  /// Sets what [#lastInsertRowid()] answers until the next insert.
  public void lastInsertRowid(long rowid) {
    check();
    ConnectionCalls.setLastInsertRowid(handle, rowid);
  }

  /// Asks the statements that are running on this connection to stop soon; they fail with
  /// [DatabaseException.Cancelled]. May be called from any thread, also on a closed connection.
  public void interrupt() {
    synchronized (closing) {
      if (!isClosed()) {
        ConnectionCalls.interrupt(handle);
      }
    }
  }

  /// How long SQLite itself sleeps for a lock, in milliseconds; 0 for not at all.
  public void busyTimeout(int millis) {
    check();
    ConnectionCalls.busyTimeout(handle, millis);
  }

  /// Copies frames of the log into the database file.
  ///
  /// @throws DatabaseException if it fails; somebody in the way is no failure but a result
  public CheckpointResult checkpoint(CheckpointMode mode) {
    check();
    slab.clear();
    slab.reserve(8);
    long counts = slab.latest();
    int code = ConnectionCalls.walCheckpointV2(handle, 0, mode.ordinal(), counts, counts + 4);
    boolean busy = (code & 0xff) == 5;
    if (code != 0 && !busy) {
      throw failure(code, null);
    }
    return new CheckpointResult(busy, Memory.getInt(counts), Memory.getInt(counts + 4));
  }

  /// The shared header of the log of this connection's main database, or `null` where there is
  /// none: no WAL, or a VFS without shared memory. The connection must have read once.
  public @Nullable WalIndex walIndex() {
    check();
    slab.clear();
    slab.putText("main");
    long main = slab.latest();
    slab.reserve(8);
    long result = slab.latest();
    Memory.putLong(result, 0);
    int code = ConnectionCalls.fileControl(handle, main, FILE_POINTER, result);
    long file = Memory.getLong(result);
    return code == 0 && file != 0 ? WalIndex.of(this, file, result) : null;
  }

  // ---- for the other classes of this package ----

  /// Room for text that is being read; at least as large as asked for.
  byte[] scratch(int bytes) {
    if (scratch.length < bytes) {
      if (bytes > 1 << 16) {
        return new byte[bytes];
      }
      scratch = new byte[Math.max(bytes, scratch.length * 2)];
    }
    return scratch;
  }

  /// Notes that SQLite may call Java from now on while it compiles or runs statements.
  void callsBack(boolean yes) {
    callsBack = yes;
  }

  /// To be called before anything that may call back into Java.
  void beforeCallback() {
    if (callsBack) {
      StackProbe.check();
    }
  }

  /// Registers something that must be closed before the connection is.
  void register(AutoCloseable dependent) {
    dependents.add(dependent);
  }

  /// The reverse of [#register(AutoCloseable)].
  void unregister(AutoCloseable dependent) {
    dependents.remove(dependent);
  }

  /// The exception for a result code, with SQLite's message and place.
  DatabaseException failure(int code, @Nullable String sql) {
    String message = Memory.textUntilNul(ConnectionCalls.errmsg(handle));
    int offset = sql == null ? -1 : ErrorText.charOffset(sql, ConnectionCalls.errorOffset(handle));
    return DatabaseException.of(code, message, sql, offset);
  }

  /// Whether a step gave a row; anything but a row or the end is a failure.
  static boolean isRow(int code) {
    return code == ROW;
  }

  static boolean isDone(int code) {
    return code == DONE;
  }

  /// Closes everything that hangs on the connection and then the connection. Closing twice does
  /// nothing.
  ///
  /// @throws IllegalStateException if another thread owns it
  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    if (OWNER.getVolatile(this) == null) {
      attach();
    }
    check();
    RuntimeException failure = closeDependents();
    synchronized (closing) {
      OWNER.setVolatile(this, CLOSED);
      for (long statement = nextStatement(0); statement != 0; statement = nextStatement(0)) {
        dev.tektite.sqlite.ffm.StatementCalls.finalizeStatement(statement);
      }
      ConnectionCalls.closeV2(handle);
    }
    slab.free();
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable RuntimeException closeDependents() {
    RuntimeException failure = null;
    List<AutoCloseable> latestFirst = new ArrayList<>(dependents).reversed();
    for (AutoCloseable dependent : latestFirst) {
      try {
        dependent.close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("Closing %s left problems".formatted(name), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
