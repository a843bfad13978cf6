package dev.tektite;

import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.MaintenanceSchedule;
import dev.tektite.migration.Migrations;
import dev.tektite.observe.BlockListener;
import dev.tektite.observe.HealthLimits;
import dev.tektite.observe.ObserveOptions;
import dev.tektite.sqlite.Connection;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The knobs of a database. The noun reads; the same noun with an argument gives a changed copy:
/// `options.readers()`, `options.readers(8)`.
///
/// *Immutable.*
public final class DatabaseOptions {
  private static final DatabaseOptions DEFAULTS = new DatabaseOptions();

  // Written only while a copy is being made, before anybody else can see it.
  private int readers = Math.clamp(Runtime.getRuntime().availableProcessors() * 2L, 4, 16);
  private Duration waitLimit = Duration.ofSeconds(30);
  private @Nullable Duration runLimit = null;
  private Durability durability = Durability.FULL;
  private boolean foreignKeys = true;
  private boolean wal = true;
  private boolean walRequired = false;
  private long cacheBytes = 16L << 20;
  private long mmapBytes = 0;
  private int statements = 128;
  private SubmitOptions submit = SubmitOptions.defaults();
  private AutoVacuum autoVacuum = AutoVacuum.NONE;
  private MaintenanceSchedule maintenance = MaintenanceSchedule.none();
  private HealthLimits health = HealthLimits.defaults();
  private ObserveOptions observing = ObserveOptions.none();
  private WalPolicy walPolicy = WalPolicy.defaults();
  private Migrations migrations = Migrations.none();
  private List<Consumer<? super Connection>> onConnection = List.of();
  private List<Consumer<? super Path>> onOpen = List.of();
  private List<Consumer<? super Path>> onClose = List.of();

  private DatabaseOptions() {}

  private DatabaseOptions(DatabaseOptions other) {
    readers = other.readers;
    waitLimit = other.waitLimit;
    runLimit = other.runLimit;
    durability = other.durability;
    foreignKeys = other.foreignKeys;
    wal = other.wal;
    walRequired = other.walRequired;
    cacheBytes = other.cacheBytes;
    mmapBytes = other.mmapBytes;
    statements = other.statements;
    submit = other.submit;
    autoVacuum = other.autoVacuum;
    maintenance = other.maintenance;
    health = other.health;
    observing = other.observing;
    walPolicy = other.walPolicy;
    migrations = other.migrations;
    onConnection = other.onConnection;
    onOpen = other.onOpen;
    onClose = other.onClose;
  }

  /// What suits most applications: a write-ahead log, commits that survive a power cut, foreign
  /// keys enforced.
  public static DatabaseOptions defaults() {
    return DEFAULTS;
  }

  /// For small tools and tests: one reader, waits of at most 5 s, 2 MB of cache.
  public static DatabaseOptions minimal() {
    return DEFAULTS
        .readers(1)
        .waitLimit(Duration.ofSeconds(5))
        .cacheBytes(2_000_000)
        .statements(32);
  }

  /// For servers: at least 8 readers, 64 MB of cache and up to 256 MiB of mapped memory for each
  /// connection, 256 compiled statements.
  public static DatabaseOptions production() {
    return DEFAULTS
        .readers(Math.max(8, DEFAULTS.readers()))
        .cacheBytes(64_000_000)
        .mmapBytes(256L << 20)
        .statements(256);
  }

  /// How many connections read at most; further blocks wait. Default: twice the cores, 4 to 16.
  public int readers() {
    return readers;
  }

  /// A copy with a number of readers.
  ///
  /// @param readers 1 to 1000
  public DatabaseOptions readers(int readers) {
    requireRange("readers", readers, 1, 1000);
    var copy = new DatabaseOptions(this);
    copy.readers = readers;
    return copy;
  }

  /// How long a block waits to begin: for its turn, for a reader, for other processes. Default: 30
  /// s.
  public Duration waitLimit() {
    return waitLimit;
  }

  /// A copy whose blocks wait no longer than this to begin.
  ///
  /// @param waitLimit zero or more
  public DatabaseOptions waitLimit(Duration waitLimit) {
    Limits.requireWait(waitLimit);
    var copy = new DatabaseOptions(this);
    copy.waitLimit = waitLimit;
    return copy;
  }

  /// How long a block may run before it is stopped, or `null` for as long as it likes. Default:
  /// `null`.
  public @Nullable Duration runLimit() {
    return runLimit;
  }

  /// A copy whose blocks are stopped when they run longer than this.
  ///
  /// @param runLimit more than zero, or `null`
  public DatabaseOptions runLimit(@Nullable Duration runLimit) {
    if (runLimit != null) {
      Limits.requireRun(runLimit);
    }
    var copy = new DatabaseOptions(this);
    copy.runLimit = runLimit;
    return copy;
  }

  /// What a commit has survived when `write` returns. Default: [Durability#FULL].
  public Durability durability() {
    return durability;
  }

  /// A copy with a durability.
  public DatabaseOptions durability(Durability durability) {
    var copy = new DatabaseOptions(this);
    copy.durability = durability;
    return copy;
  }

  /// Whether foreign keys are enforced. Default: yes.
  public boolean foreignKeys() {
    return foreignKeys;
  }

  /// A copy that enforces foreign keys, or does not.
  public DatabaseOptions foreignKeys(boolean foreignKeys) {
    var copy = new DatabaseOptions(this);
    copy.foreignKeys = foreignKeys;
    return copy;
  }

  /// Whether the database uses a write-ahead log. Default: yes.
  public boolean wal() {
    return wal;
  }

  /// A copy with or without a write-ahead log. Without it, all blocks take turns on one connection,
  /// and the file is left in rollback-journal mode.
  public DatabaseOptions wal(boolean wal) {
    var copy = new DatabaseOptions(this);
    copy.wal = wal;
    return copy;
  }

  /// Whether opening fails where the file system does not let the database use a write-ahead log.
  /// Default: no; blocks take turns on one connection there, and `status()` says so.
  public boolean walRequired() {
    return walRequired;
  }

  /// A copy that insists on a write-ahead log, or does not.
  public DatabaseOptions walRequired(boolean walRequired) {
    var copy = new DatabaseOptions(this);
    copy.walRequired = walRequired;
    return copy;
  }

  /// The page cache of each connection, in bytes. Default: 16 MiB.
  public long cacheBytes() {
    return cacheBytes;
  }

  /// A copy with a page cache.
  ///
  /// @param cacheBytes in bytes, 0 to 1 TiB
  public DatabaseOptions cacheBytes(long cacheBytes) {
    requireRange("cacheBytes", cacheBytes, 0, 1L << 40);
    var copy = new DatabaseOptions(this);
    copy.cacheBytes = cacheBytes;
    return copy;
  }

  /// How much of the file each connection maps into memory, in bytes. Default: 0, nothing.
  public long mmapBytes() {
    return mmapBytes;
  }

  /// A copy that maps a part of the file.
  ///
  /// @param mmapBytes in bytes, 0 to 1 TiB
  public DatabaseOptions mmapBytes(long mmapBytes) {
    requireRange("mmapBytes", mmapBytes, 0, 1L << 40);
    var copy = new DatabaseOptions(this);
    copy.mmapBytes = mmapBytes;
    return copy;
  }

  /// How many compiled statements each connection keeps. Default: 128.
  public int statements() {
    return statements;
  }

  /// A copy that keeps a number of compiled statements.
  ///
  /// @param statements 0 to 100000
  public DatabaseOptions statements(int statements) {
    requireRange("statements", statements, 0, 100_000);
    var copy = new DatabaseOptions(this);
    copy.statements = statements;
    return copy;
  }

  /// How many submitted blocks may wait, and what happens to the next. Default:
  /// [SubmitOptions#defaults()].
  public SubmitOptions submit() {
    return submit;
  }

  /// A copy with another queue for submitted blocks.
  public DatabaseOptions submit(SubmitOptions submit) {
    var copy = new DatabaseOptions(this);
    copy.submit = submit;
    return copy;
  }

  /// What is noted about the work of the database, and who is told. Default: nothing.
  public ObserveOptions observing() {
    return observing;
  }

  /// A copy with other notes: slow blocks, statements, listeners, metrics.
  public DatabaseOptions observing(ObserveOptions observing) {
    var copy = new DatabaseOptions(this);
    copy.observing = observing;
    return copy;
  }

  /// A copy that counts blocks and keeps their durations for [Database#metrics()], or does not.
  public DatabaseOptions metrics(boolean metrics) {
    return observing(observing.metrics(metrics));
  }

  /// A copy with one more listener, which is asked before and told after every block.
  public DatabaseOptions listener(BlockListener listener) {
    return observing(observing.listener(listener));
  }

  /// What is done about the write-ahead log, and when: how long it becomes, for how long readers
  /// may keep it from shrinking, how much of the disk is kept in reserve. Default:
  /// [WalPolicy#defaults()].
  public WalPolicy walPolicy() {
    return walPolicy;
  }

  /// A copy with another policy for the write-ahead log.
  public DatabaseOptions walPolicy(WalPolicy walPolicy) {
    var copy = new DatabaseOptions(this);
    copy.walPolicy = walPolicy;
    return copy;
  }

  /// The steps by which the schema has grown. Default: [Migrations#none()].
  public Migrations migrations() {
    return migrations;
  }

  /// A copy with steps, all of which a database has had when `open` returns.
  public DatabaseOptions migrations(Migrations migrations) {
    var copy = new DatabaseOptions(this);
    copy.migrations = migrations;
    return copy;
  }

  /// What becomes of pages that hold nothing any more. Default: [AutoVacuum#NONE].
  public AutoVacuum autoVacuum() {
    return autoVacuum;
  }

  /// A copy that creates databases so. A database that has tables already stays as it is; see
  /// [Maintenance#autoVacuum(AutoVacuum)].
  public DatabaseOptions autoVacuum(AutoVacuum autoVacuum) {
    var copy = new DatabaseOptions(this);
    copy.autoVacuum = autoVacuum;
    return copy;
  }

  /// What the database does for its health by itself. Default: [MaintenanceSchedule#none()].
  public MaintenanceSchedule maintenance() {
    return maintenance;
  }

  /// A copy with another schedule.
  public DatabaseOptions maintenance(MaintenanceSchedule maintenance) {
    var copy = new DatabaseOptions(this);
    copy.maintenance = maintenance;
    return copy;
  }

  /// From where on `health()` is worried. Default: [HealthLimits#defaults()].
  public HealthLimits health() {
    return health;
  }

  /// A copy with other limits for `health()`.
  public DatabaseOptions health(HealthLimits health) {
    var copy = new DatabaseOptions(this);
    copy.health = health;
    return copy;
  }

  /// Adds something to be done with each new connection, writers and readers alike, before any
  /// block runs on it: register functions and collations, set pragmas. It runs once for each
  /// connection. An error aborts the opening.
  public DatabaseOptions onConnection(Consumer<? super Connection> action) {
    var copy = new DatabaseOptions(this);
    copy.onConnection = plus(onConnection, action);
    return copy;
  }

  List<Consumer<? super Connection>> onConnection() {
    return onConnection;
  }

  /// Adds something to be done once when the database has been opened, with its path (`:memory:`
  /// for one in memory). An error closes the database again and is thrown by `open`.
  public DatabaseOptions onOpen(Consumer<? super Path> action) {
    var copy = new DatabaseOptions(this);
    copy.onOpen = plus(onOpen, action);
    return copy;
  }

  List<Consumer<? super Path>> onOpen() {
    return onOpen;
  }

  /// Adds something to be done once when the database has been closed, with its path. What it
  /// throws is thrown by `close`, which has closed everything.
  public DatabaseOptions onClose(Consumer<? super Path> action) {
    var copy = new DatabaseOptions(this);
    copy.onClose = plus(onClose, action);
    return copy;
  }

  List<Consumer<? super Path>> onClose() {
    return onClose;
  }

  private static <T> List<T> plus(List<T> list, T added) {
    return Stream.concat(list.stream(), Stream.of(added)).toList();
  }

  private static void requireRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "expected %d <= %s <= %d, but was %d".formatted(least, name, most, value));
    }
  }
}
