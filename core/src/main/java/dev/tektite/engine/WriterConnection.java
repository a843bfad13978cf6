package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockInfo;
import dev.tektite.block.BlockTx;
import dev.tektite.flight.Flight;
import dev.tektite.probe.CommitTeller;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.ConnectionOption;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.DatabaseImage;
import dev.tektite.sqlite.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The connection that writes, with the engine's own statements, as the transaction that blocks
/// share.
///
/// *One thread at a time:* whoever has the turn.
final class WriterConnection implements Transaction {
  private final Opener opener;
  private final String file;
  private final int statements;
  private final String beginSql;
  private final ForeignLock foreignLock = new ForeignLock();
  private final CommitTeller teller;

  // Written with the turn; also read by the watcher.
  private volatile WriterLink own;

  // All fields below: only with the turn.
  private boolean inSavepoint;
  private boolean doubtful;
  private @Nullable Object commitFlight;

  // Written with the turn; read by anybody.
  private volatile @Nullable DatabaseException uncertain;

  /// @param file the name of the database in messages
  /// @param beginSql how a transaction begins: IMMEDIATE in WAL mode, EXCLUSIVE elsewhere
  /// @param teller tells commits
  WriterConnection(
      Opener opener, String file, int statements, String beginSql, CommitTeller teller) {
    this.teller = teller;
    this.opener = opener;
    this.file = file;
    this.statements = statements;
    this.beginSql = beginSql;
    this.own = WriterLink.on(opener.writer(), statements, beginSql);
  }

  BlockConnection link() {
    return own.link();
  }

  // ---- the transaction ----

  @Override
  public void begin(Turn turn) {
    if (doubtful) {
      settle();
    }
    link().connection().attach();
    try {
      link().tidyUp();
      beginWithin(turn);
      if (uncertain != null) {
        requireCertainty();
        beginWithin(turn);
      }
    } catch (Throwable e) {
      rollbackQuietly();
      throw e;
    } finally {
      link().connection().detach();
    }
  }

  private void beginWithin(Turn turn) {
    foreignLock.untilFree(file, turn.waitUntil, () -> link().run(own.begin()));
  }

  /// The lock that other processes may hold.
  ForeignLock foreignLock() {
    return foreignLock;
  }

  /// Why no block is admitted after a commit of unknown outcome, or `null`; a hint for anybody.
  @Nullable String uncertainty() {
    DatabaseException unknown = uncertain;
    return unknown == null ? null : unknown.getMessage();
  }

  /// After a commit of unknown outcome nothing is admitted until a commit of our own has succeeded.
  private void requireCertainty() {
    try {
      touch();
      link().run(own.commit());
      uncertain = null;
    } catch (DatabaseException e) {
      throw e.retold(
          "The database %s takes no writes: the outcome of an earlier commit is unknown, and a new one"
                  .formatted(file)
              + " fails as well ("
              + e.getMessage()
              + "); this block did not run");
    }
  }

  @Override
  public void commit() {
    doubtful = true; // should it break off before the attempt, the transaction is still open
    commitFlight = Flight.beginCommit();
    link().connection().attach();
    doubtful = false;
    try {
      link().run(own.commit());
    } catch (DatabaseException e) {
      throw failedCommit(e);
    } catch (Throwable e) {
      throw brokenCommit(e);
    } finally {
      link().connection().detach();
    }
  }

  @Override
  public void stored(Group group, long number) {
    Flight.endCommit(commitFlight, file, number, group.blocks());
    if (teller.isWanted()) {
      teller.stored(number, group.blocks(), group.changes());
    }
  }

  @Override
  public void told() {
    teller.tell();
  }

  @Override
  public void rollback() {
    link().connection().attach();
    try {
      rollbackQuietly();
    } finally {
      link().connection().detach();
    }
  }

  private void rollbackQuietly() {
    try {
      if (!link().connection().isAutocommit()) {
        link().run(own.rollback());
      }
    } catch (Throwable e) {
      doubtful = true; // whatever it was: the next transaction begins with finding out
    }
  }

  /// Finds out what became of a commit that failed: when a change of our own is stored after it,
  /// its frames have been overwritten, and it is certainly not stored.
  private DatabaseException failedCommit(DatabaseException failure) {
    rollbackQuietly();
    if (failure instanceof DatabaseException.Constraint
        || failure instanceof DatabaseException.Busy) {
      return failure;
    }
    if (!(failure
        instanceof DatabaseException.Full)) { // the frame that commits is the last written
      try {
        link().run(own.begin());
        touch();
        link().run(own.commit());
      } catch (Throwable e) {
        rollbackQuietly();
        failure.addSuppressed(e);
        return unknown(failure);
      }
    }
    return failure.retold("The commit failed and is not stored: " + failure.getMessage());
  }

  /// A commit in which something other than SQLite failed: if its transaction is still open, it is
  /// not stored.
  private RuntimeException brokenCommit(Throwable failure) {
    if (!link().connection().isAutocommit()) {
      rollbackQuietly();
      return Sneaky.rethrow(failure);
    }
    var ended = DatabaseException.of(1, "The commit broke off: " + failure, null, -1);
    ended.initCause(failure);
    return unknown(ended);
  }

  private DatabaseException.Uncertain unknown(DatabaseException failure) {
    var unknown =
        new DatabaseException.Uncertain(
            "It is unknown whether the commit is stored: %s".formatted(failure.getMessage()),
            failure);
    uncertain = unknown;
    return unknown;
  }

  /// Writes a page without changing anything: the user version is set to what it is.
  private void touch() {
    try (Statement ask = link().own("pragma user_version")) {
      ask.step();
      long version = ask.columnLong(0);
      ask.reset();
      link().run("pragma user_version = " + version);
    }
  }

  // ---- one block ----

  /// Opens a run of a block.
  ///
  /// @param joined whether earlier blocks have written in the same transaction
  BlockTx open(BlockInfo info, boolean joined) {
    link().connection().attach();
    try {
      link().cancelWord().tryBegin();
      return BlockTx.writing(link(), info, joined ? this::protectNeighbours : () -> {});
    } catch (Throwable e) {
      link().cancelWord().end();
      link().connection().detach();
      throw e;
    }
  }

  private void protectNeighbours() {
    link().run(own.savepoint());
    inSavepoint = true;
  }

  /// Ends a run of a block, and keeps what it wrote if it did not fail.
  ///
  /// @return the failure, which may have been found only now, or `null`
  @Nullable Throwable close(BlockTx tx, @Nullable Throwable failure) {
    try {
      tx.end();
      link().cancelWord().end();
      Throwable outcome = failure == null ? keep(tx) : failure;
      link().giveFiguresIfWanted();
      return outcome == null ? null : explain(tx, outcome);
    } finally {
      link().connection().detach();
    }
  }

  /// @return why it cannot be kept, or `null`
  private @Nullable Throwable keep(BlockTx tx) {
    try {
      link().tidyUp();
      tx.throwIfCancelled(null);
      tx.requireTransaction();
      requireForeignKeys();
      clean();
      if (inSavepoint) {
        link().run(own.release());
        inSavepoint = false;
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private static Throwable explain(BlockTx tx, Throwable failure) {
    String reason = tx.cancelReason();
    return reason != null
            && failure instanceof DatabaseException.Cancelled cancelled
            && !reason.equals(cancelled.getMessage())
        ? new DatabaseException.Cancelled(reason, failure)
        : failure;
  }

  /// A deferred violation would make the commit of the whole group fail: it fails its own block.
  private void requireForeignKeys() {
    if (link().hasDeferredViolations()) {
      throw DatabaseException.of(
          787, "FOREIGN KEY constraint failed: a deferred reference has no target", null, -1);
    }
  }

  /// Nothing leaks from a block to the next.
  private void clean() {
    link().connection().lastInsertRowid(0);
    if (link().guard().takeDeferred()) {
      link().run("pragma defer_foreign_keys = off");
    }
  }

  /// Runs a block that reads, in a transaction of its own.
  <T extends @Nullable Object> T read(
      Function<? super ReadTx, ? extends T> block, BlockInfo info, Turn turn) {
    link().connection().attach();
    try {
      LockWait.untilFree("a read lock of " + file, turn.waitUntil, this::beginReading);
      link().cancelWord().tryBegin();
      BlockTx tx = BlockTx.reading(link(), info);
      try {
        return block.apply(tx);
      } catch (DatabaseException.Cancelled e) {
        tx.throwIfCancelled(e);
        throw e;
      } finally {
        tx.end();
        link().cancelWord().end();
      }
    } finally {
      rollbackQuietly();
      link().giveFiguresIfWanted();
      link().connection().detach();
    }
  }

  /// BEGIN alone takes no lock, so that it reads once.
  private void beginReading() {
    if (link().connection().isAutocommit()) {
      link().run("begin");
    }
    link().run("select 1 from sqlite_schema limit 1");
  }

  /// Runs work that is no block: with the turn and without a transaction, which the work may open
  /// itself. It can be stopped as a block can.
  <T extends @Nullable Object> T work(
      Function<? super BlockConnection, ? extends T> work, BlockInfo info, Turn turn) {
    begin(turn); // waits for other processes, and settles what became of an earlier commit
    link().connection().attach();
    try {
      rollbackQuietly();
      link().cancelWord().tryBegin();
      BlockTx tx = BlockTx.writing(link(), info, () -> {});
      try {
        return work.apply(link());
      } catch (DatabaseException.Cancelled e) {
        tx.throwIfCancelled(e);
        throw e;
      } finally {
        tx.end();
        link().cancelWord().end();
      }
    } finally {
      rollbackQuietly();
      link().giveFiguresIfWanted();
      link().connection().detach();
    }
  }

  /// Lets an action look at the connection. With the turn and without a transaction. Nobody stops
  /// it: an interrupt that comes now must not make it look as if earlier work had not been done.
  <T extends @Nullable Object> T look(Function<? super BlockConnection, ? extends T> action) {
    boolean interrupted = Thread.interrupted();
    link().connection().attach();
    try {
      T seen = action.apply(link());
      link().giveFiguresIfWanted();
      return seen;
    } finally {
      link().connection().detach();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A copy of the whole database. With the turn and without a transaction.
  DatabaseImage serialize() {
    link().connection().attach();
    try {
      return link().connection().serialize();
    } finally {
      link().connection().detach();
    }
  }

  /// Undoes a block that failed.
  ///
  /// @return whether the whole transaction is gone
  boolean undo(BlockTx tx, boolean joined) {
    link().connection().attach();
    try {
      link().tidyUp();
      if (link().connection().isAutocommit()) {
        return true;
      }
      if (!joined) {
        link().run(own.rollback());
        return true;
      }
      if (inSavepoint) {
        link().run(own.rollbackTo());
        link().run(own.release());
      }
      clean();
      return false;
    } catch (Throwable e) {
      rollbackQuietly();
      throw e;
    } finally {
      inSavepoint = false;
      link().connection().detach();
    }
  }

  /// Gives up the transaction after the engine itself has failed in the middle of it.
  void abandon() {
    inSavepoint = false;
    try {
      rollback();
    } catch (Throwable e) {
      doubtful = true;
    }
  }

  /// Makes sure that no transaction is open; replaces the connection if that cannot be had.
  private void settle() {
    doubtful = false;
    abandon();
    if (doubtful) {
      BlockConnection old = link();
      own = WriterLink.on(opener.writer(), statements, beginSql);
      doubtful = false;
      old.close();
    }
  }

  /// Whether there is no file. With the turn.
  boolean isInMemory() {
    link().connection().attach();
    try {
      return link().connection().schema("main").fileName() == null;
    } finally {
      link().connection().detach();
    }
  }

  private boolean isWritable() {
    return !link().connection().schema("main").isReadOnly();
  }

  /// Copies the log into the database and cuts it, as far as other processes let it.
  void emptyLog() {
    link().connection().attach();
    try {
      if (isWritable()) {
        link().connection().checkpoint(CheckpointMode.TRUNCATE);
      }
    } finally {
      link().connection().detach();
    }
  }

  /// Leaves the log as it is when the connection is closed.
  void keepLog() {
    link().connection().attach();
    try {
      link().connection().settings().option(ConnectionOption.NO_CHECKPOINT_ON_CLOSE, true);
    } finally {
      link().connection().detach();
    }
  }

  /// Closes the connection.
  void closeConnection() {
    link().close();
  }
}
