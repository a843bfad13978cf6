package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockInfo;
import dev.tektite.block.BlockTx;
import dev.tektite.observe.BlockKind;
import dev.tektite.observe.DatabaseSize;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthLimits;
import dev.tektite.probe.Observing;
import dev.tektite.probe.Operation;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.StackProbe;
import dev.tektite.wal.WalCheckpoint;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One open database: its writer, its readers, its log.
///
/// *Safe for any number of threads.*
public final class Engine implements Watcher.Watched {
  private static final long SNAPSHOT_NANOS = 50_000_000;
  private static final ThreadFactory SUBMIT_THREADS =
      Thread.ofPlatform().daemon().name("tektite-submit").factory();

  // What of the stack must be left when a block begins, so that it does not run out between two
  // changes of state that belong together: an ordinary statement asks for 32 KiB, and to give a
  // reader back takes none.
  static final int READ_STACK_BYTES = 40 * 1024;
  static final int WRITE_STACK_BYTES = 64 * 1024;

  private final Watcher watcher = Watcher.SHARED;
  private final Writer writer;
  private final @Nullable ReaderPool readers;
  private final @Nullable WalKeeper keeper;
  private final Snapshots snapshots;
  private final SubmitQueue submits;
  private final SubmitLimits submitLimits;
  private final Closing closing;
  private final Gauges gauges;
  private final Observing observing;
  private final @Nullable ReadAges ages;
  private final Copies copies;
  private final @Nullable LogReaders logReaders;
  private final Vitals vitals = new Vitals();

  // Only by the watcher.
  private final Advice advice;
  private long snapshotsEndedAt;

  /// Opens the connections of a database.
  ///
  /// @param file its name in messages
  /// @param readerCount how many connections read at most; 0 for a database that cannot have any,
  ///   on whose one connection all blocks take turns
  /// @param statements how many compiled statements a connection keeps
  public static Engine open(
      Opener opener,
      String file,
      int readerCount,
      int statements,
      SubmitLimits submitLimits,
      LogSettings log,
      Observing observing) {
    String beginSql = readerCount == 0 ? "begin exclusive" : "begin immediate";
    var connection = new WriterConnection(opener, file, statements, beginSql, observing.commits());
    var writer = new Writer(connection);
    return new Engine(opener, file, writer, readerCount, statements, submitLimits, log, observing);
  }

  private Engine(
      Opener opener,
      String file,
      Writer writer,
      int readerCount,
      int statements,
      SubmitLimits submitLimits,
      LogSettings log,
      Observing observing) {
    WalPolicy policy = log.policy();
    this.writer = writer;
    this.observing = observing;
    this.advice = new Advice(file);
    this.snapshots =
        new Snapshots(opener, file, writer, readerCount > 0, statements, policy.stacks());
    var sources = new CopySources(file);
    if (readerCount == 0) {
      this.readers = null;
      this.keeper = null;
      this.ages = null;
      this.logReaders = null;
    } else {
      this.readers = new ReaderPool(opener, file, readerCount, statements, ReaderLife.of(policy));
      this.logReaders = new LogReaders(readers, snapshots, sources, policy.stacks());
      this.keeper = new WalKeeper(opener, file, log, writer, readers, new PinWatch(logReaders));
      this.ages = new ReadAges(file, logReaders, policy);
    }
    this.closing = new Closing(file, writer, readers, snapshots, keeper);
    this.submits = new SubmitQueue(file, submitLimits, this::runSubmitted, SUBMIT_THREADS);
    this.submitLimits = submitLimits;
    this.gauges = new Gauges(writer, readers, closing);
    closing.drainsFirst(submits);
    this.copies = new Copies(opener, file, writer, readers != null, closing, sources);
    closing.stopsFirst(sources);
    writer.tells(vitals);
    snapshots.tells(vitals);
    watcher.add(this);
    if (keeper != null) {
      keeper.opened();
    }
  }

  /// Runs a block that reads, on the calling thread.
  public <T extends @Nullable Object> T read(
      Function<? super ReadTx, ? extends T> block, BlockLimits limits) {
    if (observing.isIdle()) {
      return readUnseen(block, limits);
    }
    Operation operation = observing.begin(BlockKind.READ, limits.label());
    return operation.<ReadTx, T>run(block, watched -> readUnseen(watched, limits));
  }

  /// As [#read(Function, BlockLimits)], with the tables that the block reads.
  public <T extends @Nullable Object> Noted<T> readNoting(
      Function<? super ReadTx, ? extends T> block, BlockLimits limits) {
    Operation operation = observing.beginNoting(BlockKind.READ, limits.label());
    T result = operation.<ReadTx, T>run(block, watched -> readUnseen(watched, limits));
    return new Noted<>(result, operation.tablesRead());
  }

  private <T extends @Nullable Object> T readUnseen(
      Function<? super ReadTx, ? extends T> block, BlockLimits limits) {
    ReaderPool pool = readers;
    if (pool == null) {
      StackProbe.check(WRITE_STACK_BYTES);
      return writer.read(block, limits, closing);
    }
    closing.check();
    StackProbe.check(READ_STACK_BYTES);
    watcher.blockBegins(); // its clock stands still while it sleeps
    Reader reader = pool.borrow(watcher.now(), limits.waitNanos());
    try {
      watcher.blockBegins();
      closing.check();
      long now = watcher.now();
      reader.beginBlock(pool.epoch(), now + limits.waitNanos());
      return run(reader.link(), block, info(limits, false, startOf(reader, limits)));
    } catch (Throwable e) {
      vitals.failed(e);
      throw e;
    } finally {
      pool.giveBack(reader);
    }
  }

  /// When a block starts: by the coarse clock where nothing depends on it.
  private static long startOf(Reader reader, BlockLimits limits) {
    return limits.runNanos() == Long.MAX_VALUE ? reader.borrowedAt() : System.nanoTime();
  }

  static <T extends @Nullable Object> T run(
      BlockConnection link, Function<? super ReadTx, ? extends T> block, BlockInfo info) {
    BlockTx tx = BlockTx.reading(link, info);
    try {
      return block.apply(tx);
    } catch (DatabaseException.Cancelled e) {
      tx.throwIfCancelled(e);
      throw e;
    } finally {
      tx.end();
    }
  }

  /// Runs a block that writes, on the calling thread, and returns when it is stored.
  public <T extends @Nullable Object> T write(
      Function<? super WriteTx, ? extends T> block, BlockLimits limits) {
    if (observing.isIdle()) {
      return writeUnseen(block, limits);
    }
    Operation operation = observing.begin(BlockKind.WRITE, limits.label());
    return operation.<WriteTx, T>run(block, watched -> writeUnseen(watched, limits));
  }

  private <T extends @Nullable Object> T writeUnseen(
      Function<? super WriteTx, ? extends T> block, BlockLimits limits) {
    StackProbe.check(WRITE_STACK_BYTES);
    T result = writer.write(block, limits, closing);
    committed();
    return result;
  }

  private void committed() {
    if (keeper != null) {
      keeper.committed();
    }
  }

  /// Queues a block that writes.
  ///
  /// @param bytes what it holds, as the caller says
  /// @param mayWait whether the caller may wait for room
  public <T extends @Nullable Object> CompletableFuture<T> submit(
      Function<? super WriteTx, ? extends T> block, long bytes, boolean mayWait) {
    closing.check();
    if (observing.isIdle()) {
      return submits.submit(block, bytes, mayWait);
    }
    Operation operation = observing.begin(BlockKind.SUBMIT, null);
    return operation.<WriteTx, T>runLater(
        block, watched -> submits.submit(watched, bytes, mayWait));
  }

  /// Refuses to go on if the database is closed, or being closed.
  public void requireOpen() {
    closing.check();
  }

  /// Commits stored since it was opened.
  public long commits() {
    return writer.turns().commits();
  }

  /// Who looks on.
  public Observing observing() {
    return observing;
  }

  private List<Submitted<?>> runSubmitted(
      List<Submitted<?>> blocks, Consumer<? super List<SubmittedBatch.Over>> teller) {
    var batch = new SubmittedBatch(writer, submitLimits.block(), closing, blocks);
    List<Submitted<?>> left = batch.run(teller);
    committed();
    return left;
  }

  /// Pins the newest commit.
  public PinnedSnapshot snapshot(BlockLimits limits) {
    closing.check();
    StackProbe.check(WRITE_STACK_BYTES);
    return pinned(limits, false);
  }

  /// @param exempt whether it may pin the log for as long as it takes
  private PinnedSnapshot pinned(BlockLimits limits, boolean exempt) {
    PinnedSnapshot snapshot = snapshots.pin(limits, exempt, closing);
    try {
      closing.check(); // else the one who closes may not have seen it
      return snapshot;
    } catch (Throwable e) {
      snapshot.close();
      throw e;
    }
  }

  /// Runs a checkpoint. Waits for its turn and for readers, without holding up writers for long.
  ///
  /// @param waitNanos how long to wait at most
  /// @return what it has done; not complete if readers were in the way until the time was up
  /// @throws DatabaseException.Busy if it did not get its turn in time
  /// @throws DatabaseException if the database file cannot be written
  /// @throws IllegalStateException if the database has no log
  public WalCheckpoint checkpoint(CheckpointMode mode, long waitNanos) {
    closing.check();
    StackProbe.check(WRITE_STACK_BYTES);
    if (keeper == null) {
      throw new IllegalStateException(
          "The database has no write-ahead log, so that there is nothing to copy: do without");
    }
    return keeper.checkpoint(mode, waitNanos);
  }

  /// Runs an action that copies the database from a connection of its own, while it is in use.
  ///
  /// @param label what is being made, for messages
  /// @param pinned whether the connection sees one commit, unchanging, while the action runs; else
  ///   it has no transaction open
  public <T extends @Nullable Object> T copy(
      String label,
      BlockLimits limits,
      boolean pinned,
      Function<? super CopySource, ? extends T> action) {
    StackProbe.check(WRITE_STACK_BYTES);
    return copies.from(label, limits, pinned, action);
  }

  /// Runs work that is no block on the connection that writes: with the turn, so that other blocks
  /// wait, and without a transaction. It can be stopped as a block can.
  ///
  /// @param limits its label is what those are told who wait in vain
  public <T extends @Nullable Object> T work(
      BlockLimits limits, Function<? super BlockConnection, ? extends T> work) {
    return this.<T, T>work(limits, work, (link, result) -> result);
  }

  /// As [#work(BlockLimits, Function)], with a look at what has been done.
  ///
  /// @param then can be stopped no more
  public <W extends @Nullable Object, T extends @Nullable Object> T work(
      BlockLimits limits,
      Function<? super BlockConnection, ? extends W> work,
      BiFunction<? super BlockConnection, ? super W, ? extends T> then) {
    StackProbe.check(WRITE_STACK_BYTES);
    T result = writer.<W, T>work(work, then, limits, closing);
    committed();
    return result;
  }

  /// Runs work that only reads, and may take long: on a connection of its own that sees one commit,
  /// or with the turn where there is no other connection.
  public <T extends @Nullable Object> T inspect(
      BlockLimits limits, Function<? super BlockConnection, ? extends T> work) {
    if (readers == null) {
      StackProbe.check(WRITE_STACK_BYTES);
      return writer.read(tx -> work.apply(writer.connection().link()), limits, closing);
    }
    closing.check();
    StackProbe.check(WRITE_STACK_BYTES);
    PinnedSnapshot snapshot = pinned(limits, true);
    try {
      return snapshot.read(tx -> work.apply(snapshot.link()));
    } finally {
      snapshot.close();
    }
  }

  static BlockInfo info(BlockLimits limits, boolean writes, long now) {
    long stopAt = limits.runNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : now + limits.runNanos();
    return new BlockInfo(limits.label(), writes, now, stopAt);
  }

  /// How large the database is that a connection sees. By the thread that has it.
  public static DatabaseSize sizeOf(BlockConnection link) {
    return Gauges.sizeOf(link);
  }

  /// How the database is, by what is known anyway; `file` is `null` in memory.
  public Supplier<Health> checkup(HealthLimits limits, @Nullable Path file) {
    return new Checkup(this, limits, file)::health;
  }

  /// Says whether statistics are brought up to date at `close`.
  public void optimizesAtClose(boolean optimizes) {
    closing.optimizes(optimizes);
  }

  /// What is remembered about the state of the database.
  public Vitals vitals() {
    return vitals;
  }

  Writer writer() {
    return writer;
  }

  SubmitQueue submits() {
    return submits;
  }

  @Nullable LogReaders logReaders() {
    return logReaders;
  }

  /// How the log stands, or `null` where there is none.
  public @Nullable WalStatus wal() {
    return keeper == null ? null : keeper.status();
  }

  /// A picture of this moment.
  public DatabaseStatus status() {
    return gauges.status(links(), snapshots.all().size(), submits.status(), wal());
  }

  // ---- the watcher's part ----

  @Override
  public boolean watch(long now) {
    boolean active = false;
    for (BlockConnection link : links()) {
      if (link.cancelWord().isRunning()) {
        active = true;
        BlockTx block = link.cancelWord().block();
        if (block != null) {
          stopIfDue(block, now);
          advice.heldCarrier(block, now);
        }
      }
    }
    TurnQueue turns = writer.turns();
    if (turns.isBusy()) {
      active = true;
      turns.rescue(now, Engine::runApart);
      turns.wakeLate(now);
    }
    advice.stuckTurn(turns, now);
    endOldSnapshots(now);
    return active || (ages != null && !snapshots.all().isEmpty());
  }

  @Override
  public void rest() {
    if (readers != null) {
      readers.letGoOfSnapshots();
      readers.anchor().letGo();
    }
  }

  private static void runApart(Runnable action) {
    Thread.ofPlatform().daemon().name("tektite-rescue").start(action);
  }

  private void endOldSnapshots(long now) {
    if (readers != null && now - snapshotsEndedAt > SNAPSHOT_NANOS) {
      snapshotsEndedAt = now;
      readers.letGoOfSnapshots();
      readers.anchor().renew();
      if (ages != null) {
        ages.look(System.nanoTime());
      }
    }
  }

  private List<BlockConnection> links() {
    List<BlockConnection> links = new ArrayList<>();
    links.add(writer.connection().link());
    if (readers != null) {
      for (Reader reader : readers.readers()) {
        links.add(reader.link());
      }
    }
    snapshots.all().forEach(snapshot -> links.add(snapshot.link()));
    return links;
  }

  private static void stopIfDue(BlockTx block, long now) {
    String reason = block.cancelReason();
    if (reason == null && block.thread().isInterrupted()) {
      reason = block.interruption();
    }
    if (reason == null
        && now - block.info().stopAt() > 0
        && block.info().stopAt() != Long.MAX_VALUE) {
      long ran = (now - block.info().startedAt()) / 1_000_000;
      reason =
          "%s was stopped: it ran for %d ms, longer than its limit".formatted(block.info(), ran);
    }
    if (reason != null) {
      block.cancel(reason);
    }
  }

  /// Closes everything, or nothing. Closing twice does nothing.
  ///
  /// @return whether this call closed it
  public boolean close() {
    StackProbe.check(WRITE_STACK_BYTES);
    try {
      return closing.close(this::cancelAll);
    } finally {
      if (closing.isClosed()) {
        watcher.remove(this);
      }
    }
  }

  /// Whether everything is closed.
  public boolean isClosed() {
    return closing.isClosed();
  }

  private void cancelAll(String reason) {
    for (BlockConnection link : links()) {
      BlockTx block = link.cancelWord().block();
      if (block != null) {
        block.cancel(reason);
      }
    }
  }
}
