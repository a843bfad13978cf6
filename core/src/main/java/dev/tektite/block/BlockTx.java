package dev.tektite.block;

import dev.tektite.rows.Arguments;
import dev.tektite.rows.Excerpt;
import dev.tektite.sql.Query;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of one block, as the block sees it.
///
/// *One thread at a time:* the thread that made it; [#cancel(String)] is the watcher's.
public final class BlockTx implements WriteTx {
  private final BlockConnection on;
  private final Thread thread = Thread.currentThread();
  private final @Nullable String label;
  private final boolean writes;
  private final long startedAt;
  private final long stopAt;
  private final @Nullable Runnable beforeFirstWrite;

  // Written by the watcher, read by the block's thread.
  private volatile @Nullable String cancelled;

  // All fields below: only by the block's thread.
  private boolean open = true;
  private boolean wrote;
  private int lent;
  private int failuresSeen;
  private int savepoints;
  private @Nullable Afterwards afterwards;
  private @Nullable Probe probe;

  private BlockTx(BlockConnection on, BlockInfo info, @Nullable Runnable beforeFirstWrite) {
    this.on = on;
    this.label = info.label(); // the parts, so that the whole need not be allocated
    this.writes = info.writes();
    this.startedAt = info.startedAt();
    this.stopAt = info.stopAt();
    this.beforeFirstWrite = beforeFirstWrite;
    this.failuresSeen = on.connection().failures();
  }

  /// Begins a block that reads.
  public static BlockTx reading(BlockConnection on, BlockInfo info) {
    var tx = new BlockTx(on, info, null);
    on.cancelWord().block(tx);
    return tx;
  }

  /// Begins a block that may write.
  ///
  /// @param beforeFirstWrite run once, before the first statement that can write
  public static BlockTx writing(BlockConnection on, BlockInfo info, Runnable beforeFirstWrite) {
    var tx = new BlockTx(on, info, beforeFirstWrite);
    on.cancelWord().block(tx);
    return tx;
  }

  /// Ends the block: nothing that it was given works any more, and nobody stops it any more.
  public void end() {
    open = false;
    if (lent != 0) {
      on.leftUntidy();
    }
    on.cancelWord().block(null);
  }

  /// The thread that runs the block.
  public Thread thread() {
    return thread;
  }

  /// What the block was started with.
  public BlockInfo info() {
    return new BlockInfo(label, writes, startedAt, stopAt);
  }

  /// The connection that it runs on.
  public BlockConnection on() {
    return on;
  }

  /// Has the use of statements told from now on.
  public void observe(Probe observer) {
    probe = observer;
  }

  /// Who is told the use of statements, or `null`.
  @Nullable Probe probe() {
    return probe;
  }

  /// What the block may have changed, or `null` where nobody asked.
  public @Nullable Changes changes() {
    return probe == null ? null : probe.changes();
  }

  // ---- being stopped ----

  /// Stops the block: its running statement is interrupted, and each later one refused. To be
  /// repeated until the block has ended, since an interrupt between two statements is lost.
  ///
  /// @return whether the block was still running
  public boolean cancel(String reason) {
    return on.cancelWord()
        .whileRunning(
            this,
            () -> {
              cancelled = reason;
              on.connection().interrupt();
            });
  }

  /// Why it was stopped, or `null`.
  public @Nullable String cancelReason() {
    return cancelled;
  }

  /// Why it is to be stopped when its thread has been interrupted.
  public String interruption() {
    return "%s was stopped: its thread %s was interrupted".formatted(info(), thread.getName());
  }

  private void throwIfStopped() {
    throwIfCancelled(null);
    throw new DatabaseException.Cancelled(interruption(), null);
  }

  /// Throws if the block has been stopped.
  public void throwIfCancelled(@Nullable Throwable cause) {
    String reason = cancelled;
    if (reason != null) {
      throw new DatabaseException.Cancelled(reason, cause);
    }
  }

  // ---- checks ----

  private void check() {
    if (!open) {
      throw new IllegalStateException(
          "The block has ended, and its transaction with it: use the tx only inside the block, and"
              + " return values from it");
    }
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException(
          "A tx works only on the thread of its block (%s), not on %s: open a block there"
              .formatted(thread.getName(), Thread.currentThread().getName()));
    }
  }

  /// Takes a compiled statement with its values bound.
  Statement take(String sql, @Nullable Object arguments) {
    Statement statement = take(sql);
    try {
      Arguments.bind(statement, arguments);
      return statement;
    } catch (Throwable e) {
      giveBack(statement);
      throw e;
    }
  }

  /// Takes a compiled statement that may be run in this block.
  Statement take(String sql) {
    check();
    if (cancelled != null || thread.isInterrupted()) {
      throwIfStopped();
    }
    requireTransactionAfterFailure();
    on.guard().takeAsked();
    Probe observer = probe;
    if (observer != null) {
      observer.seeks(sql);
    }
    Statement statement = on.cache().take(sql);
    lent++;
    if (observer != null) {
      observer.begins(statement);
    }
    try {
      if (!statement.isReadOnly() && !(SqlText.isPragma(sql) && on.guard().takeAsked())) {
        beforeWrite(sql);
      }
      return statement;
    } catch (Throwable e) {
      giveBack(statement);
      throw e;
    }
  }

  /// To be called before anything that may write.
  void beforeWrite(String sql) {
    if (beforeFirstWrite == null) {
      throw new IllegalStateException("Reads cannot write: use db.write for: " + Excerpt.of(sql));
    }
    requireTransactionAfterFailure();
    if (!wrote) {
      wrote = true;
      beforeFirstWrite.run();
    }
  }

  /// As [#requireTransaction()], where only a statement that failed can have undone it.
  private void requireTransactionAfterFailure() {
    int failures = on.connection().failures();
    if (failures != failuresSeen) {
      requireTransaction();
      failuresSeen = failures;
    }
  }

  /// Refuses to go on after an error with which SQLite undid the whole transaction: what followed
  /// would be stored at once, statement by statement.
  public void requireTransaction() {
    if (on.connection().isAutocommit()) {
      throw new IllegalStateException(
          "An error in this block has made SQLite undo its whole transaction: let the exception"
              + " leave the block instead of going on");
    }
  }

  private void requireWriting() {
    check();
    if (beforeFirstWrite == null) {
      throw new IllegalStateException("Reads cannot write: use db.write");
    }
  }

  void giveBack(Statement statement) {
    giveBack(statement, 0);
  }

  /// @param rows how many it gave
  void giveBack(Statement statement, long rows) {
    Probe observer = probe;
    if (observer != null) {
      observer.ends(statement, rows);
    }
    if (SqlText.isPragma(statement.sql())) {
      on.cache().discard(statement); // so that the guard sees each of them
    } else {
      on.cache().giveBack(statement);
    }
    lent--;
  }

  // ---- reading ----

  @Override
  public Query query(String sql, @Nullable Object... arguments) {
    return query(sql, (Object) arguments);
  }

  @Override
  public Query query(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return query(sql, (Object) arguments);
  }

  @Override
  public Query query(String sql, Record arguments) {
    return query(sql, (Object) arguments);
  }

  private Query query(String sql, @Nullable Object arguments) {
    check();
    return new BlockQuery(this, sql, arguments);
  }

  // ---- writing ----

  @Override
  public long execute(String sql, @Nullable Object... arguments) {
    return run(sql, arguments);
  }

  @Override
  public long execute(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return run(sql, arguments);
  }

  @Override
  public long execute(String sql, Record arguments) {
    return run(sql, arguments);
  }

  private long run(String sql, @Nullable Object arguments) {
    requireWriting();
    return Writes.run(this, sql, arguments);
  }

  @Override
  public long insert(String sql, @Nullable Object... arguments) {
    return insertRow(sql, arguments);
  }

  @Override
  public long insert(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return insertRow(sql, arguments);
  }

  @Override
  public long insert(String sql, Record arguments) {
    return insertRow(sql, arguments);
  }

  private long insertRow(String sql, @Nullable Object arguments) {
    requireWriting();
    return Writes.insert(this, sql, arguments);
  }

  @Override
  public long executeBatch(String sql, Iterable<? extends @Nullable Object> rows) {
    requireWriting();
    return Writes.runBatch(this, sql, rows.iterator());
  }

  @Override
  public long executeBatch(String sql, Stream<? extends @Nullable Object> rows) {
    try (rows) {
      requireWriting();
      return Writes.runBatch(this, sql, rows.iterator());
    }
  }

  @Override
  public void executeScript(String script) {
    requireWriting();
    Writes.runScript(this, script);
  }

  @Override
  public void savepoint(Consumer<? super WriteTx> part) {
    requireWriting();
    beforeWrite("savepoint");
    Savepoint savepoint = new Savepoint(on, "part" + savepoints++, afterwards());
    try {
      part.accept(this);
    } catch (Throwable e) {
      savepoint.undo(e);
      throw e;
    } finally {
      savepoints--;
    }
    savepoint.keep();
  }

  // ---- afterwards ----

  @Override
  public void afterCommit(Runnable action) {
    requireWriting();
    afterwards().afterCommit(action);
  }

  @Override
  public void afterRollback(Runnable action) {
    requireWriting();
    afterwards().afterRollback(action);
  }

  private Afterwards afterwards() {
    if (afterwards == null) {
      afterwards = new Afterwards();
    }
    return afterwards;
  }

  /// What is to be run after the commit, in order.
  public List<Runnable> afterCommitActions() {
    return afterwards == null ? List.of() : afterwards.onCommit();
  }

  /// What is to be run after the block was undone, in order.
  public List<Runnable> afterRollbackActions() {
    return afterwards == null ? List.of() : afterwards.onRollback();
  }

  @Override
  public String toString() {
    return "tx of %s on %s, %s".formatted(info(), thread.getName(), open ? "open" : "ended");
  }
}
