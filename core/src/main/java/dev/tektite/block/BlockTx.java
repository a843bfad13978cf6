package dev.tektite.block;

import dev.tektite.rows.Arguments;
import dev.tektite.rows.Excerpt;
import dev.tektite.sql.Query;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of one block, as the block sees it.
///
/// *One thread at a time:* the thread that made it; [#cancel(String)] is the watcher's.
public final class BlockTx implements WriteTx {
  /// Stands for none: a rowid that nobody has.
  private static final long NO_ROWID = Long.MIN_VALUE;

  private final BlockConnection on;
  private final Thread thread = Thread.currentThread();
  private final BlockInfo info;
  private final @Nullable Runnable beforeFirstWrite;

  // Written by the watcher, read by the block's thread.
  private volatile @Nullable String cancelled;

  // All fields below: only by the block's thread.
  private boolean open = true;
  private boolean wrote;
  private int savepoints;
  private @Nullable List<Runnable> afterCommit;
  private @Nullable List<Runnable> afterRollback;

  private BlockTx(BlockConnection on, BlockInfo info, @Nullable Runnable beforeFirstWrite) {
    this.on = on;
    this.info = info;
    this.beforeFirstWrite = beforeFirstWrite;
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
    on.cancelWord().block(null);
  }

  /// The thread that runs the block.
  public Thread thread() {
    return thread;
  }

  /// What the block was started with.
  public BlockInfo info() {
    return info;
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
  private Statement take(String sql) {
    check();
    if (cancelled != null) {
      throwIfCancelled(null);
    }
    on.guard().takeAsked();
    Statement statement = on.cache().take(sql);
    try {
      if (!statement.isReadOnly() && !(isPragma(sql) && on.guard().takeAsked())) {
        beforeWrite(sql);
      }
      return statement;
    } catch (Throwable e) {
      giveBack(statement);
      throw e;
    }
  }

  private void beforeWrite(String sql) {
    if (beforeFirstWrite == null) {
      throw new IllegalStateException("Reads cannot write: use db.write for: " + Excerpt.of(sql));
    }
    if (!wrote) {
      wrote = true;
      beforeFirstWrite.run();
    }
  }

  private void requireWriting() {
    check();
    if (beforeFirstWrite == null) {
      throw new IllegalStateException("Reads cannot write: use db.write");
    }
  }

  void giveBack(Statement statement) {
    if (isPragma(statement.sql())) {
      on.cache().discard(statement); // so that the guard sees each of them
    } else {
      on.cache().giveBack(statement);
    }
  }

  private static boolean isPragma(String sql) {
    char first = sql.isEmpty() ? ' ' : sql.charAt(0);
    return switch (first) {
      case 'p', 'P' -> true;
      case ' ', '\n', '\t', '\r', '-', '/' -> true; // blanks or a comment may hide one: rare
      default -> false;
    };
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
    Statement statement = take(sql, arguments);
    try {
      return changesOf(statement);
    } finally {
      giveBack(statement);
    }
  }

  /// Runs a statement and counts; what SQLite counts is that of the latest statement that changed
  /// anything.
  private long changesOf(Statement statement) {
    long before = on.connection().totalChanges();
    statement.run();
    return on.connection().totalChanges() == before ? 0 : on.connection().changes();
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
    long former = on.connection().lastInsertRowid();
    boolean asks = sql.contains("last_insert_rowid");
    if (!asks) {
      on.connection().lastInsertRowid(NO_ROWID);
    }
    long changes = 0;
    long rowid = NO_ROWID;
    try {
      changes = run(sql, arguments);
      rowid = on.connection().lastInsertRowid();
    } finally {
      if (rowid == NO_ROWID) {
        on.connection().lastInsertRowid(former);
      }
    }
    if (changes == 0 || rowid == NO_ROWID) {
      throw new IllegalStateException(
          "No new row went in, so there is no rowid: use execute where that may happen, or query"
              + " with RETURNING for an upsert or a table WITHOUT ROWID, in: "
              + Excerpt.of(sql));
    }
    return rowid;
  }

  @Override
  public long executeBatch(String sql, Iterable<? extends @Nullable Object> rows) {
    return runBatch(sql, rows.iterator());
  }

  @Override
  public long executeBatch(String sql, Stream<? extends @Nullable Object> rows) {
    try (rows) {
      return runBatch(sql, rows.iterator());
    }
  }

  private long runBatch(String sql, Iterator<? extends @Nullable Object> rows) {
    requireWriting();
    Statement statement = take(sql);
    try {
      long changed = 0;
      while (rows.hasNext()) {
        Arguments.bind(statement, rows.next());
        if (cancelled != null) {
          throwIfCancelled(null);
        }
        changed += changesOf(statement);
      }
      return changed;
    } finally {
      giveBack(statement);
    }
  }

  @Override
  public void executeScript(String script) {
    requireWriting();
    on.connection()
        .forEachStatement(
            script,
            statement -> {
              throwIfCancelled(null);
              if (!statement.isReadOnly()) {
                beforeWrite(statement.sql());
              }
              if (statement.parameterCount() > 0) {
                throw new IllegalArgumentException(
                    "A script cannot have parameters: use execute for: " + statement.sql());
              }
              statement.run();
            });
  }

  @Override
  public void savepoint(Consumer<? super WriteTx> part) {
    requireWriting();
    beforeWrite("savepoint");
    String name = "part" + savepoints++;
    on.run("savepoint " + name);
    try {
      part.accept(this);
    } catch (Throwable e) {
      undo(name, e);
      throw e;
    } finally {
      savepoints--;
    }
    on.run("release " + name);
  }

  private void undo(String name, Throwable cause) {
    if (on.connection().isAutocommit()) {
      return; // SQLite has undone the whole transaction; the engine finds that out
    }
    try {
      on.run("rollback to " + name + "; release " + name);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  // ---- afterwards ----

  @Override
  public void afterCommit(Runnable action) {
    requireWriting();
    if (afterCommit == null) {
      afterCommit = new ArrayList<>(1);
    }
    afterCommit.add(action);
  }

  @Override
  public void afterRollback(Runnable action) {
    requireWriting();
    if (afterRollback == null) {
      afterRollback = new ArrayList<>(1);
    }
    afterRollback.add(action);
  }

  /// What is to be run after the commit, in order.
  public List<Runnable> afterCommitActions() {
    return afterCommit == null ? List.of() : afterCommit;
  }

  /// What is to be run after the block was undone, in order.
  public List<Runnable> afterRollbackActions() {
    return afterRollback == null ? List.of() : afterRollback;
  }

  @Override
  public String toString() {
    return "tx of %s on %s, %s".formatted(info, thread.getName(), open ? "open" : "ended");
  }
}
