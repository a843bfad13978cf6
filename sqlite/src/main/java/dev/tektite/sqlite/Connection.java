package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
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
  private static final int ROW = 100;
  private static final int DONE = 101;
  private static final int DATA_VERSION = 35;
  private static final int DEFERRED_FOREIGN_KEYS = 10;
  private static final int NOT_AUTHORIZED = 23;

  private static final Thread CLOSED = Thread.ofPlatform().unstarted(() -> {});
  private static final Thread IN_CALLBACK = Thread.ofPlatform().unstarted(() -> {});
  private static final Thread LENT = Thread.ofPlatform().unstarted(() -> {});
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

  // Written by CAS when it is free and by its owner otherwise, for a while also to IN_CALLBACK or
  // LENT; CLOSED is final.
  private @Nullable Thread owner = Thread.currentThread();

  // All further fields: only by the owner.
  Slab slab;
  final Callbacks callbacks = new Callbacks(this);
  final Belongings belongings = new Belongings(this);
  final long slot;
  private final Hooks hooks = new Hooks(this);
  private final Functions functions = new Functions(this);
  private final Settings settings = new Settings(this);
  private byte[] scratch = new byte[256];
  boolean callsBack;
  int walGeneration;
  int walLeavers;
  private int failures;
  private @Nullable Backup borrower;
  private @Nullable Thread lender;

  /// @param slab its room for texts, from now on
  /// @param slot room for two numbers that SQLite gives back, from now on
  Connection(String name, long handle, Slab slab, long slot) {
    this.name = name;
    this.handle = handle;
    this.slab = slab;
    this.slot = slot;
  }

  /// Opens a database file.
  ///
  /// @throws DatabaseException if SQLite cannot open it; a damaged file is noticed at the first use
  public static Connection open(Path file, OpenMode mode) {
    return Opening.open(file.toString(), mode.flags, null);
  }

  /// Opens a database file through a named [VFS](https://www.sqlite.org/vfs.html), or through the
  /// default one for `null`.
  ///
  /// @throws DatabaseException if SQLite cannot open it
  public static Connection open(Path file, OpenMode mode, @Nullable String vfs) {
    return Opening.open(file.toString(), mode.flags, vfs);
  }

  /// Opens a database by a [URI](https://www.sqlite.org/uri.html).
  ///
  /// @throws DatabaseException if SQLite cannot open it
  public static Connection openUri(String uri, OpenMode mode) {
    return Opening.open(uri, mode.flags | Opening.URI, null);
  }

  /// Opens a new, empty database in memory that no other connection sees.
  public static Connection openInMemory() {
    return Opening.open(
        ":memory:", OpenMode.CREATE.flags, null); // a flag would bind what it attaches
  }

  /// The name that the connection was opened with: a path, a URI or `:memory:`.
  public String name() {
    return name;
  }

  // ---- whose it is ----

  /// Makes the calling thread the owner, if nobody is, or if the thread that was has ended.
  ///
  /// @throws IllegalStateException if another thread has it, or if it is closed
  public void attach() {
    Thread me = Thread.currentThread();
    if (!OWNER.compareAndSet(this, null, me)) {
      Thread has = (Thread) OWNER.getVolatile(this);
      if (!hasEnded(has) || !OWNER.compareAndSet(this, has, me)) {
        throw misuse();
      }
    }
  }

  private static boolean hasEnded(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.TERMINATED && !thread.isAlive();
  }

  /// Lets another thread take the connection.
  ///
  /// @throws IllegalStateException if the calling thread does not own it
  public void detach() {
    check();
    callbacks.refuseWithin("detached");
    OWNER.setRelease(this, null);
  }

  /// Whether it is closed.
  public boolean isClosed() {
    return OWNER.getVolatile(this) == CLOSED;
  }

  /// Refuses a use by a thread that does not own the connection, and by callbacks that must not.
  void check() {
    if (owner != Thread.currentThread()) {
      checkCallback();
    }
  }

  /// As [#check()], for a use of a statement.
  void check(Statement statement) {
    if (owner != Thread.currentThread()) {
      checkCallback();
      callbacks.checkFree(statement);
    }
  }

  private void checkCallback() {
    if (OWNER.getVolatile(this) != IN_CALLBACK || !callbacks.admits()) {
      throw misuse();
    }
  }

  /// Whether the calling thread is the one that the connection belongs to, in a callback or not.
  boolean isMine() {
    return owner == Thread.currentThread() || callbacks.isCalled();
  }

  private IllegalStateException misuse() {
    Thread has = (Thread) OWNER.getVolatile(this);
    String why;
    if (has == CLOSED) {
      why = "is closed";
    } else if (has == null) {
      why = "is detached: attach it to this thread first";
    } else if (has == IN_CALLBACK) {
      why = callbacks.refusal();
    } else if (has == LENT) {
      why = "is the target of a backup: close the backup first";
    } else {
      why = "belongs to thread %s: let that one detach it first".formatted(has.getName());
    }
    return new IllegalStateException("The connection to %s %s".formatted(name, why));
  }

  /// Shuts the connection while SQLite calls Java.
  void enterCallback() {
    OWNER.setRelease(this, IN_CALLBACK);
  }

  /// The reverse of [#enterCallback()].
  void leaveCallback(Thread thread) {
    OWNER.setRelease(this, thread);
  }

  /// Shuts the connection to everybody but a backup.
  void lend(Backup backup) {
    check();
    walGeneration++;
    borrower = backup;
    lender = Thread.currentThread();
    OWNER.setRelease(this, LENT);
  }

  /// Refuses everybody but the thread that has lent the connection, unless that has ended.
  void checkLent() {
    synchronized (closing) {
      boolean mine = lender == Thread.currentThread() || hasEnded(lender);
      if (OWNER.getVolatile(this) != LENT || !mine) {
        throw misuse();
      }
      lender = Thread.currentThread();
    }
  }

  /// The reverse of [#lend(Backup)].
  void takeBack() {
    checkLent();
    borrower = null;
    OWNER.setRelease(this, Thread.currentThread());
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

  // ---- state ----

  /// Whether no transaction is open.
  public boolean isAutocommit() {
    check();
    return ConnectionCalls.autocommit(handle) != 0;
  }

  /// How many uses of this connection have failed in SQLite. As long as it does not grow, no
  /// transaction has been undone that somebody did not undo by a statement.
  public int failures() {
    return failures;
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

  /// Whether a deferred foreign key is violated as things stand, so that a `COMMIT` would fail.
  /// Takes constant time.
  public boolean deferredForeignKeys() {
    check();
    ConnectionCalls.dbStatusQuick(handle, DEFERRED_FOREIGN_KEYS, slot, slot + 4, 0);
    return Memory.getInt(slot) != 0;
  }

  /// A number that changes with every change of the main database: its own commits, and those of
  /// other connections as soon as this one has read again
  /// ([SQLITE_FCNTL_DATA_VERSION](https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html)).
  /// Takes constant time.
  public long dataVersion() {
    check();
    Memory.putInt(slot, 0);
    ConnectionCalls.fileControlQuick(handle, 0, DATA_VERSION, slot);
    return Integer.toUnsignedLong(Memory.getInt(slot));
  }

  /// The functions and collations that are written in Java.
  public Functions functions() {
    return functions;
  }

  /// The callbacks that SQLite calls at certain moments: authorizer, updates, commits and so on.
  public Hooks hooks() {
    return hooks;
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

  /// Copies frames of the main database's log into its file.
  ///
  /// @throws DatabaseException if it fails; somebody in the way is no failure but a result
  public CheckpointResult checkpoint(CheckpointMode mode) {
    return schema("main").checkpoint(mode);
  }

  /// The shared header of the log of this connection's main database, or `null` where there is
  /// none: no WAL, or a VFS without shared memory. The connection must have read once.
  public @Nullable WalIndex walIndex() {
    check();
    return WalIndex.of(this);
  }

  /// One of the databases of this connection: `main`, `temp` or what was attached.
  ///
  /// @throws IllegalArgumentException if none is attached under this name
  public Schema schema(String name) {
    Schema.require(this, name);
    return new Schema(this, name);
  }

  /// A copy of the whole main database as bytes, in memory outside of Java's heap.
  ///
  /// @throws DatabaseException if it cannot be read
  public DatabaseImage serialize() {
    return schema("main").serialize();
  }

  /// Replaces the main database of this connection by one in memory; the file that was open stays
  /// as it is.
  ///
  /// @param image used up by this, also if SQLite refuses it
  /// @throws DatabaseException.Busy if a transaction is open
  public void deserialize(DatabaseImage image, ImageMode mode) {
    schema("main").deserialize(image, mode);
  }

  /// The options and limits.
  public Settings settings() {
    return settings;
  }

  /// A counter of this connection ([db_status](https://www.sqlite.org/c3ref/db_status.html)).
  public long counter(ConnectionCounter counter) {
    check();
    return counter.read(handle, slot, false);
  }

  /// A counter of this connection, which is set to 0 by this where it can be.
  public long resetCounter(ConnectionCounter counter) {
    check();
    return counter.read(handle, slot, true);
  }

  /// Frees the memory that the connection can do without at the moment.
  public void releaseMemory() {
    check();
    ConnectionCalls.releaseMemory(handle);
  }

  /// Writes changed pages out in the middle of a transaction, so that they need no memory.
  ///
  /// @throws DatabaseException.Busy if a page is in use, or a lock cannot be had; nothing is lost
  public void flushCache() {
    check();
    StackProbe.check();
    int code = ConnectionCalls.cacheFlush(handle);
    if (code != 0) {
      throw failure(code, null);
    }
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

  /// Notes that SQLite may call Java from now on at every step.
  void callsBack() {
    callsBack = true;
  }

  /// The exception for a result code, with SQLite's message and place, and with what a callback
  /// threw as its cause.
  DatabaseException failure(int code, @Nullable String sql) {
    failures++;
    String message = Memory.textUntilNul(ConnectionCalls.errmsg(handle));
    int offset =
        sql == null ? -1 : ErrorText.charOffset(sql, 0, ConnectionCalls.errorOffset(handle));
    String denial = callbacks.takeDenial();
    if (denial != null && (code & 0xff) == NOT_AUTHORIZED) {
      message = denial;
    }
    return DatabaseException.of(code, message, sql, offset, callbacks.takeFailure());
  }

  /// Throws what a callback threw although SQLite went on.
  void rethrow() {
    callbacks.rethrow(null);
  }

  /// As [#rethrow()], for a call that gave something, which is closed then.
  void rethrow(AutoCloseable gift) {
    callbacks.rethrow(gift);
  }

  /// Whether a step gave a row; anything but a row or the end is a failure.
  static boolean isRow(int code) {
    return code == ROW;
  }

  static boolean isDone(int code) {
    return code == DONE;
  }

  /// Closes everything that hangs on the connection and then the connection; an open transaction is
  /// rolled back, of which no hook is told. Closing twice does nothing.
  ///
  /// @throws IllegalStateException if another thread owns it, or within a callback of its own
  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    Backup holder = borrower;
    if (holder != null) {
      checkLent();
      holder.close();
    }
    Thread has = (Thread) OWNER.getVolatile(this);
    if (has == null || hasEnded(has)) {
      attach();
    }
    check();
    callbacks.refuseWithin("closed");
    StackProbe.check();
    belongings.requireCloseable();
    RuntimeException failure = belongings.close();
    hooks.close();
    functions.close();
    synchronized (closing) {
      OWNER.setVolatile(this, CLOSED);
      ConnectionCalls.closeV2(handle);
    }
    ConnectionCalls.free(slot);
    slab.free();
    callbacks.free();
    if (failure != null) {
      throw failure;
    }
  }
}
