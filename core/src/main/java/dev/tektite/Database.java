package dev.tektite;

import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupReport;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.backup.Backups;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.backup.RestoreReport;
import dev.tektite.block.InBlock;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.LogSettings;
import dev.tektite.engine.Opener;
import dev.tektite.migration.DryRun;
import dev.tektite.migration.Rehearsal;
import dev.tektite.observe.BlockListener;
import dev.tektite.observe.CommitListener;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.observe.Health;
import dev.tektite.observe.Metrics;
import dev.tektite.observe.Profile;
import dev.tektite.observe.Subscription;
import dev.tektite.probe.Observing;
import dev.tektite.probe.QueryPlan;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.watch.Watches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One open database file: open it once, keep it for the life of the application, share it.
///
/// Every access is a block, and every block is a transaction; see [Blocks].
///
/// *Safe for any number of threads.*
public final class Database implements Blocks, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final Path MEMORY = Path.of(":memory:");

  private final Path path;
  private final @Nullable Path identity;
  private final DatabaseOptions options;
  private final Engine engine;
  private final InBlock inBlock = new InBlock();
  private final DoorBlocks blocks;
  private final Watches watches;
  private final DatabaseCopies copies;
  private final Wellbeing wellbeing;

  private Database(
      Path path,
      @Nullable Path identity,
      DatabaseOptions options,
      Engine engine,
      Connector connector,
      @Nullable Opener watched) {
    this.path = path;
    this.identity = identity;
    this.options = options;
    this.engine = engine;
    this.blocks = new DoorBlocks(engine, inBlock, Limits.of(options, BlockOptions.defaults()));
    BlockLimits limits = Limits.of(options, BlockOptions.named("watch"));
    this.watches = new Watches(engine, path.toString(), limits, watched);
    this.copies = new DatabaseCopies(engine, path, identity, blocks.limits(), connector);
    this.wellbeing =
        new Wellbeing(engine, path.toString(), identity, options, blocks.limits(), copies::reasons);
  }

  /// Opens a database file with the default options; creates it, and its folder, where missing.
  ///
  /// @throws IllegalStateException if this process has the file open already
  /// @throws dev.tektite.sqlite.DatabaseException if the file cannot be opened or is no database
  public static Database open(Path file) {
    return open(file, DatabaseOptions.defaults());
  }

  /// Opens a database file; creates it, and its folder, where missing. It has had all steps of
  /// [DatabaseOptions#migrations()] when this returns.
  ///
  /// @throws IllegalStateException if this process has the file open already
  /// @throws dev.tektite.sqlite.DatabaseException if the file cannot be opened or is no database
  /// @throws dev.tektite.migration.MigrationException if it cannot be migrated; it is as it was
  public static Database open(Path file, DatabaseOptions options) {
    Path identity = prepare(file, "database");
    OpenFiles.add(identity);
    try {
      return start(file, identity, options, new Connector(identity, options));
    } catch (Throwable e) {
      OpenFiles.remove(identity);
      throw e;
    }
  }

  /// Opens a new database in memory, which nobody else sees and which ends with `close`.
  public static Database inMemory() {
    return inMemory(DatabaseOptions.defaults());
  }

  /// Opens a new database in memory, which nobody else sees and which ends with `close`. Its blocks
  /// take turns on one connection.
  public static Database inMemory(DatabaseOptions options) {
    return start(MEMORY, null, options, new Connector(null, options));
  }

  /// Opens a new database in a file of its own, with all that a file has, in a folder that is
  /// memory where the system has one. The file is removed at `close`.
  public static Database temporary() {
    return temporary(DatabaseOptions.defaults());
  }

  /// Opens a new database in a file of its own, with all that a file has, in a folder that is
  /// memory where the system has one. The file is removed at `close`.
  public static Database temporary(DatabaseOptions options) {
    TemporaryFolder folder = TemporaryFolder.create();
    try {
      return open(folder.file(), options.onClose(path -> folder.remove()));
    } catch (Throwable e) {
      folder.remove();
      throw e;
    }
  }

  /// Runs the steps of [DatabaseOptions#migrations()] that a database has not had on a copy of it,
  /// and tells what came of that. The database, which may be open, is only read; a file that is
  /// missing is not created. The copy stands in a folder beside the file and is removed.
  ///
  /// @return what came of it; a migration that failed is a result, not an exception
  /// @throws dev.tektite.sqlite.DatabaseException if the database cannot be opened or copied
  /// @throws UncheckedIOException if there can be no copy beside it
  public static DryRun dryRun(Path file, DatabaseOptions options) {
    if (!Files.exists(file)) {
      try (Connection connection = new Connector(null, options.walRequired(false)).prepared()) {
        return Rehearsal.on(options.migrations(), connection, file.toString());
      }
    }
    Path identity = prepare(file, "database");
    try (Connection source = new Connector(identity, options).another()) {
      return Rehearsal.onCopy(
          options.migrations(), source, identity, copy -> new Connector(copy, options).prepared());
    }
  }

  /// The one path of a file that is or will be; creates its folder where it is missing.
  static Path prepare(Path file, String what) {
    if (file.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "The path of the %s is empty: name a file".formatted(what));
    }
    try {
      Path identity = OpenFiles.identity(withFolder(file.toAbsolutePath()));
      if (Files.isDirectory(identity)) {
        throw new IllegalArgumentException(
            "%s is a folder: name a file in it, such as %s"
                .formatted(file, file.resolve("app.db")));
      }
      return identity;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder of the %s %s can be neither found nor created".formatted(what, file), e);
    }
  }

  /// Creates the folder of a file where it is missing.
  private static Path withFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return file;
    }
    Files.createDirectories(folder.normalize());
    return file.normalize();
  }

  private static Database start(
      Path path, @Nullable Path identity, DatabaseOptions options, Connector connector) {
    boolean wal = connector.prepare();
    connector.migrate();
    Engine engine =
        Engine.open(
            connector,
            path.toString(),
            wal ? options.readers() : 0,
            options.statements(),
            Limits.of(options, options.submit()),
            LogSettings.of(options.walPolicy(), identity),
            new Observing(path.toString(), options.observing()));
    Opener watched = wal ? connector : null;
    var database = new Database(path, identity, options, engine, connector, watched);
    try {
      database.wellbeing.begin(connector.isUnclean());
      options.onOpen().forEach(hook -> hook.accept(path));
    } catch (Throwable e) {
      database.wellbeing.end();
      engine.close();
      throw e;
    }
    return database;
  }

  /// The path as it was given, or `:memory:`.
  public Path path() {
    return path;
  }

  /// The options that it was opened with.
  public DatabaseOptions options() {
    return options;
  }

  /// The same door for blocks with a name, limits or a commit of their own.
  public Blocks with(BlockOptions blockOptions) {
    return new DoorBlocks(engine, inBlock, Limits.of(options, blockOptions));
  }

  /// The same door for blocks with a name, which messages, listeners and statistics show.
  public Blocks named(String label) {
    return with(BlockOptions.named(label));
  }

  /// The same door for blocks that run on the library's own platform threads while the calling
  /// thread waits. For virtual threads with long queries: a native call holds the carrier of a
  /// virtual thread as long as it lasts.
  public Blocks offloaded() {
    return new Offloaded(blocks);
  }

  /// Blocks that are given a typed accessor, made anew for each and bound to its transaction:
  /// `db.with(Accounts::new).read(accounts -> accounts.rich())`.
  ///
  /// @param factory makes the accessor from the block's tx, which refuses to write in a read
  public <A> Accessor<A> with(Function<? super WriteTx, ? extends A> factory) {
    return new Accessor<>(this, factory);
  }

  /// Queues a block that writes and returns at once. One thread runs the queued blocks in their
  /// order; those that meet share a commit. May be called inside a block, where it never waits.
  ///
  /// @return completed when the block is stored, or with what it threw; completed by the thread
  ///   that writes, so that dependents should be short or asynchronous. To cancel it does not keep
  ///   the block from running
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if there is no room, see
  ///   [DatabaseOptions#submit()]; the block has not run then and will not
  /// @throws dev.tektite.sqlite.DatabaseException.Cancelled if the thread is interrupted while it
  ///   waits for room; the block has not run then and will not
  public <T extends @Nullable Object> CompletableFuture<T> submit(
      Function<? super WriteTx, ? extends T> block) {
    return submit(block, 0);
  }

  /// As [#submit(Function)], for a block that holds much, of which
  /// [SubmitOptions#capacityBytes(long)] lets only so much wait.
  ///
  /// @param bytes what the block holds in memory, 0 to the capacity in bytes
  public <T extends @Nullable Object> CompletableFuture<T> submit(
      Function<? super WriteTx, ? extends T> block, long bytes) {
    return engine.submit(blocks.inside(block), bytes, !inBlock.isBound());
  }

  /// Pins the newest commit until it is closed.
  ///
  /// @throws IllegalStateException inside a block of this database
  public Snapshot snapshot() {
    blocks.refuseNesting();
    return new Snapshot(engine.snapshot(blocks.limits()), engine.observing(), inBlock);
  }

  /// Copies the database into a file while it is in use, as fast as it goes, with a quick check; an
  /// existing file is refused.
  ///
  /// @return what was copied
  /// @throws dev.tektite.sqlite.DatabaseException if it fails or is stopped; nothing is left then
  /// @throws IllegalStateException if the file exists or is open, or inside a block of this
  ///   database
  public BackupReport backup(Path target) {
    return backup(target, BackupOptions.defaults());
  }

  /// Copies the database into a file while it is in use. The copy equals one commit: the newest
  /// when it began. It is written beside the target, flushed, checked, and only then given its
  /// name.
  ///
  /// With a write-ahead log, blocks go on meanwhile, and the log cannot shrink until the pages have
  /// been copied. Without one, blocks wait that long; in memory, as long as an image of the
  /// database takes.
  ///
  /// @return what was copied
  /// @throws dev.tektite.sqlite.DatabaseException if it fails or is stopped; nothing is left then,
  ///   and a file that was to be replaced is as it was
  /// @throws IllegalStateException if the file exists and is not to be replaced, is open in this
  ///   process, or inside a block of this database
  /// @throws IllegalArgumentException if the file belongs to this database
  public BackupReport backup(Path target, BackupOptions backupOptions) {
    blocks.refuseNesting();
    return copies.backup(target, backupOptions);
  }

  /// Begins to make backups into a folder by a schedule, until it is closed, or this database is.
  ///
  /// @param folder is created if it is missing
  /// @throws IllegalStateException inside a block of this database
  public Backups backups(Path folder, BackupSchedule schedule) {
    blocks.refuseNesting();
    return copies.backups(folder, schedule);
  }

  /// Makes a database from a backup, with a full check; an existing file is refused.
  ///
  /// @return what was done
  /// @throws dev.tektite.sqlite.DatabaseException if the backup cannot be read or is damaged, or if
  ///   it fails
  /// @throws IllegalStateException if the file exists or is open
  public static RestoreReport restore(Path from, Path to) {
    return restore(from, to, RestoreOptions.defaults());
  }

  /// Makes a database from a backup. It is copied beside the place, flushed and checked; only then
  /// is a former database replaced, with its `-wal` and `-shm`. The backup stays as it is.
  ///
  /// @param to the database, which must not be open in this process or another
  /// @return what was done
  /// @throws dev.tektite.sqlite.DatabaseException if the backup cannot be read or is damaged, or if
  ///   it fails or is stopped; a former database is as it was then. `Busy` if another process has
  ///   that one open
  /// @throws IllegalStateException if the file exists and is not to be replaced, or is open in this
  ///   process
  public static RestoreReport restore(Path from, Path to, RestoreOptions restoreOptions) {
    return DatabaseCopies.restore(from, to, restoreOptions);
  }

  /// What the database is doing now.
  public DatabaseStatus status() {
    return engine.status();
  }

  /// How the database is: healthy, degraded or unhealthy, with reasons. Cheap enough for a probe
  /// each second: it waits for nobody and reads no page. Never throws; a closed database is
  /// unhealthy.
  public Health health() {
    return wellbeing.health();
  }

  /// Reads once, through a reader like any block, for at most 5 s.
  ///
  /// @return how long that took, the wait for a reader included
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if no reader becomes free within
  ///   [DatabaseOptions#waitLimit()]
  /// @throws dev.tektite.sqlite.DatabaseException if the read fails, or takes longer
  /// @throws IllegalStateException if it is closed, or inside a block of this database
  public Duration ping() {
    return Wellbeing.ping(this);
  }

  /// Checks, vacuum, statistics, and what of them is worth doing now.
  public Maintenance maintenance() {
    return wellbeing.maintenance(blocks);
  }

  /// What has been counted since it was opened.
  ///
  /// @throws IllegalStateException if it was opened without [DatabaseOptions#metrics(boolean)]
  public Metrics metrics() {
    return engine.observing().metrics(engine.commits());
  }

  /// What statements have cost since it was opened.
  ///
  /// @throws IllegalStateException if it was opened without
  ///   [dev.tektite.observe.ObserveOptions#profiledStatements(int)]
  public Profile profile() {
    return engine.observing().profile();
  }

  /// How SQLite would go about a statement, with the tables as they are now: a line for each step,
  /// such as `SCAN account` for a scan of a whole table, and `SEARCH account USING INDEX …`.
  ///
  /// @param sql one statement, such as a [Profile] shows it; its parameters need no values
  public List<String> queryPlan(String sql) {
    return named("plan").read(tx -> QueryPlan.of(tx, sql));
  }

  /// Adds a listener for blocks that begin from now on, after those that there are.
  public Subscription listen(BlockListener listener) {
    return engine.observing().listen(listener);
  }

  /// Adds a listener for the commits of this `Database`, from now on.
  public Subscription onCommit(CommitListener listener) {
    return engine.observing().onCommit(listener);
  }

  /// Runs a query at once, and again whenever a commit may have changed what it reads, and delivers
  /// each result that does not equal the one before. What fails is logged.
  ///
  /// @see #watch(Function, Consumer, Consumer)
  public <T extends @Nullable Object> Subscription watch(
      Function<? super ReadTx, ? extends T> query, Consumer<? super T> onChange) {
    return watch(
        query,
        onChange,
        failure -> LOGGER.log(Level.WARNING, "A watch of " + path + " has failed", failure));
  }

  /// Runs a query at once, and again whenever a commit may have changed what it reads, and delivers
  /// each result that does not equal the one before.
  ///
  /// Query and delivery happen on a thread of the watch's own, in the order of the commits; commits
  /// that come while it is busy are taken together, so that the latest state is always delivered in
  /// the end, and not every one before. It goes on after a failure. It ends with the database, or
  /// when it is closed, which waits for a delivery under way: do not close it inside a block.
  ///
  /// @param query what is watched; all that it tells must come from its tx
  /// @param onChange given the results; may open blocks
  /// @param onError given what the query or `onChange` throws
  public <T extends @Nullable Object> Subscription watch(
      Function<? super ReadTx, ? extends T> query,
      Consumer<? super T> onChange,
      Consumer<? super Throwable> onError) {
    return watches.watch(tx -> inBlock.call(() -> query.apply(tx)), onChange, onError);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    return blocks.read(block);
  }

  @Override
  public void write(Consumer<? super WriteTx> block) {
    blocks.write(block);
  }

  @Override
  public <T extends @Nullable Object> T writeReturning(
      Function<? super WriteTx, ? extends T> block) {
    return blocks.writeReturning(block);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T readThrowing(
      ThrowingFunction<? super ReadTx, ? extends T, ? extends X> block) throws X {
    return blocks.readThrowing(block);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T writeThrowing(
      ThrowingFunction<? super WriteTx, ? extends T, ? extends X> block) throws X {
    return blocks.writeThrowing(block);
  }

  /// Whether it has been closed, so that no block will run any more.
  public boolean isClosed() {
    return engine.isClosed();
  }

  /// Closes the database: fully, or not at all. Refuses new blocks, runs the submitted ones or
  /// discards them ([SubmitOptions#atClose()]), lets those under way end (for at most 10 s, then
  /// stops them), empties the log and closes every connection. Closing twice does nothing.
  ///
  /// An interrupt does not keep it from closing: the thread's flag is set again when it returns.
  ///
  /// @throws IllegalStateException if a block does not end; the database stays open then. Also when
  ///   called from within a block, or by the thread that completes the futures of submitted blocks
  @Override
  public void close() {
    blocks.refuseNesting();
    watches.endAll();
    boolean first;
    wellbeing.end();
    try {
      first = engine.close();
    } catch (Throwable e) {
      wellbeing.resume();
      throw e;
    } finally {
      if (engine.isClosed() && identity != null) {
        OpenFiles.remove(identity);
      }
    }
    watches.endAll(); // those that were begun while it closed
    if (first) {
      copies.closeSchedules();
      options.onClose().forEach(hook -> hook.accept(path));
    }
  }
}
