package dev.tektite;

import dev.tektite.copy.CopyOpener;
import dev.tektite.copy.FileOpener;
import dev.tektite.engine.LockWait;
import dev.tektite.engine.Opener;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.migration.Migrator;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Sqlite;
import dev.tektite.sqlite.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens the connections of one database and configures each as the options say.
///
/// *Safe for any number of threads,* after [#prepare()].
final class Connector implements Opener, CopyOpener {
  private final @Nullable Path file;
  private final String name;
  private final DatabaseOptions options;

  // Only by the thread that opens the database, before anybody else sees it.
  private @Nullable Connection first;
  private boolean wal;
  private boolean unclean;

  /// @param file the file, or `null` for a database in memory
  Connector(@Nullable Path file, DatabaseOptions options) {
    this.file = file;
    this.name = file == null ? ":memory:" : file.toString();
    this.options = options;
  }

  /// Opens the first connection, which settles the journal mode.
  ///
  /// @return whether the database has a write-ahead log, so that readers can be opened
  boolean prepare() {
    if (file == null && options.walRequired()) {
      throw new IllegalArgumentException(
          "A database in memory cannot have a write-ahead log: use Database.temporary, or allow"
              + " walRequired(false)");
    }
    unclean = file != null && LeftBehind.by(file);
    Connection connection = connect(OpenMode.CREATE);
    try {
      if (file != null) {
        long until = System.nanoTime() + Limits.nanos(openWait());
        LockWait.untilFree("the file " + name, until, () -> wal = settleJournal(connection));
      }
      configure(connection);
    } catch (DatabaseException.Unreadable | DatabaseException.Io | DatabaseException.ReadOnly e) {
      connection.close();
      throw named(e);
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
    first = connection;
    return wal;
  }

  /// How long to wait for the file: without a log, another process that migrates it may keep it.
  private Duration openWait() {
    Duration ordinary = options.waitLimit();
    Duration migration = options.migrations().waitLimit();
    return options.migrations().isEmpty() || migration.compareTo(ordinary) < 0
        ? ordinary
        : migration;
  }

  /// Brings the database to the version that the options ask for. After [#prepare()], and before
  /// anybody else has a connection.
  void migrate() {
    Connection connection = first;
    if (connection == null) {
      throw new IllegalStateException("The database %s is in use already".formatted(name));
    }
    try {
      migrator().migrate(connection);
    } catch (Throwable e) {
      first = null;
      connection.close();
      throw e;
    }
  }

  private Migrator migrator() {
    return file == null
        ? Migrator.of(options.migrations(), name)
        : Migrator.of(options.migrations(), file, this::another);
  }

  /// A connection beside those of the engine, which the caller closes.
  Connection another() {
    return configured(OpenMode.READ_WRITE);
  }

  /// The connection that [#prepare()] has made, which the caller closes.
  Connection prepared() {
    prepare();
    return writer();
  }

  /// Whether whoever used the file last has left commits in its log, or a journal. After
  /// [#prepare()].
  boolean isUnclean() {
    return unclean;
  }

  private DatabaseException named(DatabaseException failure) {
    return failure.retold("Cannot open the database %s: %s".formatted(name, failure.getMessage()));
  }

  private boolean settleJournal(Connection connection) {
    if (options.autoVacuum() != AutoVacuum.NONE && isNew(connection)) {
      connection.execute("pragma auto_vacuum = " + options.autoVacuum());
    }
    String mode = journalMode(connection);
    boolean isWal = mode.equalsIgnoreCase("wal");
    if (options.wal() && options.walRequired() && !isWal) {
      throw new IllegalStateException(
          "The database %s cannot use a write-ahead log here (its journal mode is %s): move it to a"
                  .formatted(name, mode)
              + " local, writable file system, or allow walRequired(false)");
    }
    if (isWal && Sqlite.hasWalResetBug()) {
      throw new IllegalStateException(
          "SQLite %s can damage a database with a write-ahead log: use the library that Tektite brings,"
                  .formatted(Sqlite.version())
              + " or 3.51.3 and later, or wal(false)");
    }
    return isWal;
  }

  private static boolean isNew(Connection connection) {
    try (Statement ask = connection.prepare("pragma page_count")) {
      return ask.step() && ask.columnLong(0) == 0;
    }
  }

  /// Sets the journal mode as far as the file lets it be set.
  private String journalMode(Connection connection) {
    String wanted = options.wal() ? "wal" : "delete";
    boolean writable = !connection.schema("main").isReadOnly();
    String pragma = writable ? "pragma journal_mode = " + wanted : "pragma journal_mode";
    try (Statement statement = connection.prepare(pragma)) {
      return statement.step() ? String.valueOf(statement.columnText(0)) : "unknown";
    }
  }

  private Connection connect(OpenMode mode) {
    return file == null ? Connection.openInMemory() : Connection.open(file, mode);
  }

  private void configure(Connection connection) {
    connection.busyTimeout(0);
    connection.execute(
        """
        pragma synchronous = %s;
        pragma foreign_keys = %s;
        pragma cache_size = %d;
        pragma mmap_size = %d;
        pragma wal_autocheckpoint = 0;
        """
            .formatted(
                synchronous(),
                options.foreignKeys() ? "on" : "off",
                -options.cacheBytes() / 1024,
                options.mmapBytes()));
    for (Consumer<? super Connection> hook : options.onConnection()) {
      hook.accept(connection);
    }
  }

  /// In a rollback journal the commit is the removal of the journal, which only EXTRA flushes
  /// ([synchronous](https://www.sqlite.org/pragma.html#pragma_synchronous)).
  private String synchronous() {
    return options.durability() == Durability.FULL && !wal ? "EXTRA" : options.durability().name();
  }

  @Override
  public Connection writer() {
    Connection ready = first;
    if (ready != null) {
      first = null;
      return ready;
    }
    if (file == null) {
      throw new IllegalStateException(
          "The state of the database in memory is in doubt, and it cannot be opened anew");
    }
    return configured(OpenMode.READ_WRITE);
  }

  @Override
  public Connection reader() {
    Connection connection = configured(OpenMode.READ_ONLY);
    connection.execute("pragma query_only = on");
    return connection;
  }

  @Override
  public Connection create(Path copy) {
    return Connection.open(copy, OpenMode.CREATE);
  }

  @Override
  public Connection finished(Path copy) {
    return new FileOpener(this::configure).finished(copy);
  }

  @Override
  public Connection inMemory() {
    return configured(Connection.openInMemory());
  }

  private Connection configured(OpenMode mode) {
    return configured(connect(mode));
  }

  private Connection configured(Connection connection) {
    try {
      configure(connection);
      return connection;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }
}
