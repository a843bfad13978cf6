package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockTx;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs write blocks on their callers' threads, one after another, and lets those that meet share
/// one commit.
///
/// *Safe for any number of threads.*
final class Writer {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final int MOST_SLOW_LABELS = 1_000;

  private final WriterConnection connection;
  private final TurnQueue turns;
  private final Admission admission = new Admission();
  private volatile @Nullable Vitals vitals;
  private final Set<String> slowLabels = ConcurrentHashMap.newKeySet();

  Writer(WriterConnection connection) {
    this.connection = connection;
    this.turns = new TurnQueue(connection);
  }

  /// Says who wants to know what fails.
  void tells(Vitals listener) {
    vitals = listener;
  }

  private void failed(Throwable failure) {
    Vitals told = vitals;
    if (told != null) {
      try {
        told.failed(failure);
      } catch (Throwable e) {
        // to note it matters less than to give the turn away
      }
    }
  }

  TurnQueue turns() {
    return turns;
  }

  /// Whether blocks may write now.
  Admission admission() {
    return admission;
  }

  WriterConnection connection() {
    return connection;
  }

  /// Runs a block and returns when its commit has been stored.
  <T extends @Nullable Object> T write(
      Function<? super WriteTx, ? extends T> block, BlockLimits limits, Closing closing) {
    Turn turn = enter(limits, closing);
    while (true) {
      Run<T> run = runOnce(turn, block, limits);
      if (run.failure() != null) {
        undo(run);
        throw Sneaky.rethrow(run.failure());
      }
      if (finish(turn, run)) {
        runAll(run.tx().afterCommitActions());
        return result(run);
      }
    }
  }

  private boolean finish(Turn turn, Run<?> run) {
    turn.changes = run.tx().changes();
    try {
      return turns.finish(turn);
    } catch (DatabaseException.Uncertain e) {
      throw e;
    } catch (Throwable e) {
      failed(e);
      runAll(run.tx().afterRollbackActions());
      throw e;
    }
  }

  @SuppressWarnings("NullAway") // null only where the block returned it
  static <T extends @Nullable Object> T result(Run<T> run) {
    return run.result();
  }

  /// Runs a block that reads on the connection that writes, where there is no other: with the turn,
  /// in a transaction of its own.
  <T extends @Nullable Object> T read(
      Function<? super ReadTx, ? extends T> block, BlockLimits limits, Closing closing) {
    Turn turn = enter(turn(limits, true), closing);
    try {
      return connection.read(block, Engine.info(limits, false, System.nanoTime()), turn);
    } catch (Throwable e) {
      failed(e);
      throw e;
    } finally {
      turns.failed(false);
    }
  }

  /// Runs work that is no block on the connection that writes, with the turn.
  ///
  /// @param then looks at what has been done, and can be stopped no more
  <W extends @Nullable Object, T extends @Nullable Object> T work(
      Function<? super BlockConnection, ? extends W> work,
      BiFunction<? super BlockConnection, ? super W, ? extends T> then,
      BlockLimits limits,
      Closing closing) {
    Turn turn = turn(limits, true);
    turn.upkeep = true;
    enter(turn, closing);
    try {
      W done = connection.<W>work(work, Engine.info(limits, true, System.nanoTime()), turn);
      return connection.<T>look(link -> then.apply(link, done));
    } catch (Throwable e) {
      failed(e);
      throw e;
    } finally {
      turns.pass();
    }
  }

  /// Takes the turn, if blocks may write now.
  Turn enter(BlockLimits limits, Closing closing) {
    admission.admit(limits.waitNanos());
    return enter(turn(limits, limits.alone() || limits.once() || isSlow(limits)), closing);
  }

  /// Takes the turn for blocks that were taken in before the database began to be closed.
  Turn enterAccepted(BlockLimits limits, Closing closing) {
    return enterUnchecked(turn(limits, isSlow(limits)), closing);
  }

  private Turn enter(Turn turn, Closing closing) {
    closing.check();
    return enterUnchecked(turn, closing);
  }

  private Turn enterUnchecked(Turn turn, Closing closing) {
    turns.enter(turn);
    try {
      Watcher.SHARED.blockBegins();
      closing.checkWithTurn();
    } catch (Throwable e) {
      turns.pass();
      throw e;
    }
    return turn;
  }

  /// Runs an action with the turn and without a transaction.
  ///
  /// @param turn of one who is alone
  void exclusively(Turn turn, Runnable action) {
    turns.enter(turn);
    try {
      Watcher.SHARED.blockBegins();
      action.run();
    } finally {
      turns.pass();
    }
  }

  private boolean isSlow(BlockLimits limits) {
    return limits.label() != null && slowLabels.contains(limits.label());
  }

  private static Turn turn(BlockLimits limits, boolean alone) {
    return new Turn(limits.label(), alone, System.nanoTime(), limits.waitNanos());
  }

  /// One run of a block: what came of it.
  ///
  /// @param joined whether the transaction had been opened for an earlier block
  record Run<T extends @Nullable Object>(
      BlockTx tx, boolean joined, @Nullable T result, @Nullable Throwable failure) {}

  /// Runs a block once. The turn must have been taken; it has been given away when this throws.
  <T extends @Nullable Object> Run<T> runOnce(
      Turn turn, Function<? super WriteTx, ? extends T> block, BlockLimits limits) {
    boolean joined = begin(turn);
    try {
      return run(joined, block, limits);
    } catch (Throwable e) {
      abandon(joined);
      throw e;
    }
  }

  private <T extends @Nullable Object> Run<T> run(
      boolean joined, Function<? super WriteTx, ? extends T> block, BlockLimits limits) {
    long startedAt = System.nanoTime();
    BlockTx tx = connection.open(Engine.info(limits, true, startedAt), joined);
    T result = null;
    Throwable failure = null;
    try {
      result = block.apply(tx);
    } catch (Throwable e) {
      failure = e;
    }
    failure = connection.close(tx, failure);
    if (limits.label() != null) {
      noteDuration(limits.label(), System.nanoTime() - startedAt);
    }
    return new Run<>(tx, joined, result, failure);
  }

  /// The engine itself has failed in the middle of a block: the whole transaction goes.
  ///
  /// @param joined whether others may have written in it, who then run again
  void abandon(boolean joined) {
    connection.abandon();
    giveUp(joined);
  }

  private boolean begin(Turn turn) {
    try {
      return turns.begin(turn);
    } catch (Throwable e) {
      turns.failed(false);
      throw e;
    }
  }

  private void noteDuration(String label, long nanos) {
    if (nanos > Group.LONGEST_HOLD_NANOS && slowLabels.size() < MOST_SLOW_LABELS) {
      slowLabels.add(label);
    }
  }

  /// Undoes a block that has failed.
  ///
  /// @return whether the whole transaction is gone
  boolean undoOne(Run<?> run) {
    if (run.failure() != null) {
      failed(run.failure());
    }
    try {
      return connection.undo(run.tx(), run.joined());
    } catch (Throwable e) {
      if (run.failure() != null && run.failure() != e) {
        run.failure().addSuppressed(e);
      }
      return true;
    }
  }

  /// Why a run failed.
  static Throwable failureOf(Run<?> run) {
    return Objects.requireNonNull(run.failure());
  }

  private void undo(Run<?> run) {
    if (undoOne(run)) {
      giveUp(run.joined());
    } else {
      turns.failed(true);
    }
    runAll(run.tx().afterRollbackActions());
  }

  /// Gives the turn away after the whole transaction has been undone.
  private void giveUp(boolean joined) {
    if (joined) {
      turns.lost();
    } else {
      turns.failed(false);
    }
  }

  /// Runs what was to be run after a block, and reports what it throws.
  static void runAll(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (Throwable e) {
        LOGGER.log(Level.WARNING, "An action after a block threw; the block is not affected", e);
      }
    }
  }
}
