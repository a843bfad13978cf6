package dev.tektite.probe;

import dev.tektite.block.BlockTx;
import dev.tektite.block.Changes;
import dev.tektite.block.Probe;
import dev.tektite.flight.BlockFlight;
import dev.tektite.observe.BlockEvent;
import dev.tektite.observe.BlockListener;
import dev.tektite.observe.BlockOutcome;
import dev.tektite.observe.BlockStart;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One block that is observed, from the call to its end.
///
/// *One thread at a time:* the caller's, and for a submitted block then the drainer's.
public final class Operation implements Probe {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final Lookouts lookouts;
  private final BlockStart start;
  private final long calledAt = System.nanoTime();
  private final @Nullable StatementNotes statements;
  private final @Nullable BlockFlight flight;

  private long waitNanos;
  private long runNanos;
  private long endedAt;
  private long rowsRead;
  private long rowsChanged;
  private int runs;
  private @Nullable TableNotes notes;
  private @Nullable BlockTables tables;

  private Operation(Lookouts lookouts, BlockStart start, @Nullable BlockFlight flight) {
    this.flight = flight;
    this.lookouts = lookouts;
    this.start = start;
    this.statements = lookouts.wantsStatements() ? new StatementNotes() : null;
  }

  /// Asks the listeners one after another. If one refuses, those who had let the block pass are
  /// told its end.
  static Operation begin(Lookouts lookouts, BlockStart start, @Nullable BlockFlight flight) {
    var operation = new Operation(lookouts, start, flight);
    List<BlockListener> listeners = lookouts.listeners();
    int asked = 0;
    try {
      for (; asked < listeners.size(); asked++) {
        listeners.get(asked).before(start);
      }
    } catch (Throwable e) {
      operation.waitNanos = System.nanoTime() - operation.calledAt;
      operation.tell(listeners.subList(0, asked), operation.event(BlockOutcome.VETOED, 0, e));
      throw e;
    }
    return operation;
  }

  /// Runs the block by a function that begins and ends it, and notes its end.
  public <X extends ReadTx, T extends @Nullable Object> T run(
      Function<? super X, ? extends T> block, Function<Function<X, T>, ? extends T> runner) {
    try {
      T result = runner.apply(watched(block));
      end(BlockOutcome.DONE, null);
      return result;
    } catch (Throwable e) {
      failed(e);
      throw e;
    }
  }

  /// Does work that is no block.
  <T extends @Nullable Object> T work(Supplier<? extends T> work) {
    try {
      runs = 1;
      T result = work.get();
      worked();
      end(BlockOutcome.DONE, null);
      return result;
    } catch (Throwable e) {
      worked();
      failed(e);
      throw e;
    }
  }

  private void worked() {
    endedAt = System.nanoTime();
    runNanos = endedAt - calledAt;
  }

  /// As [#run(Function, Function)], for a block that will have run when a future is completed.
  public <X extends ReadTx, T extends @Nullable Object> CompletableFuture<T> runLater(
      Function<? super X, ? extends T> block,
      Function<Function<X, T>, CompletableFuture<T>> runner) {
    try {
      CompletableFuture<T> future = runner.apply(watched(block));
      var noted = new CompletableFuture<T>(); // completed when the end has been noted
      var _ = future.whenComplete((result, failure) -> complete(noted, result, failure));
      var _ = noted.whenComplete((result, failure) -> cancel(future, noted));
      return noted;
    } catch (Throwable e) {
      failed(e);
      throw e;
    }
  }

  private <T extends @Nullable Object> void complete(
      CompletableFuture<T> noted, T result, @Nullable Throwable failure) {
    if (failure == null) {
      end(BlockOutcome.DONE, null);
      noted.complete(result);
    } else {
      failed(failure);
      noted.completeExceptionally(failure);
    }
  }

  private static void cancel(CompletableFuture<?> future, CompletableFuture<?> noted) {
    if (noted.isCancelled()) {
      future.cancel(true);
    }
  }

  /// The block, with a look at when and how it runs.
  private <X extends ReadTx, T extends @Nullable Object> Function<X, T> watched(
      Function<? super X, ? extends T> block) {
    return tx -> {
      BlockTx own = (BlockTx) (ReadTx) tx;
      long startedAt = System.nanoTime();
      long before = own.on().connection().totalChanges();
      begins(own, startedAt);
      try {
        return block.apply(tx);
      } finally {
        endedAt = System.nanoTime();
        runNanos += endedAt - startedAt;
        rowsChanged = own.on().connection().totalChanges() - before;
        if (notes != null) {
          notes.endBlock();
        }
      }
    };
  }

  private void begins(BlockTx tx, long startedAt) {
    if (runs == 0) {
      waitNanos = startedAt - calledAt;
      if (flight != null) {
        flight.began(start);
      }
    }
    runs++;
    rowsRead = 0;
    if (lookouts.changes()) {
      notes = TableNotes.of(tx.on());
      tables = notes.beginBlock();
    }
    tx.observe(this);
  }

  /// The block has failed, or could not begin.
  private void failed(Throwable failure) {
    end(
        failure instanceof DatabaseException.Uncertain ? BlockOutcome.UNKNOWN : BlockOutcome.FAILED,
        failure);
  }

  private void end(BlockOutcome outcome, @Nullable Throwable failure) {
    try {
      long now = System.nanoTime();
      if (runs == 0) {
        waitNanos = now - calledAt;
      }
      if (outcome != BlockOutcome.DONE) {
        rowsChanged = 0;
      }
      BlockEvent event = event(outcome, runs == 0 ? 0 : now - endedAt, failure);
      note(event);
      tell(lookouts.listeners(), event);
    } catch (Throwable e) {
      LOGGER.log(Level.WARNING, "The end of a " + start + " could not be noted", e);
    }
  }

  private void note(BlockEvent event) {
    if (flight != null) {
      flight.ended(event);
    }
    if (lookouts.meter() != null) {
      lookouts.meter().note(event);
    }
    if (lookouts.slow() != null && statements != null) {
      lookouts.slow().note(event, statements);
    }
    if (lookouts.profiler() != null && statements != null) {
      lookouts.profiler().note(statements);
    }
  }

  private BlockEvent event(BlockOutcome outcome, long commitNanos, @Nullable Throwable failure) {
    return new BlockEvent(
        start,
        Duration.ofNanos(waitNanos),
        Duration.ofNanos(runNanos),
        Duration.ofNanos(commitNanos),
        rowsRead,
        rowsChanged,
        runs,
        outcome,
        failure == null ? null : failure.getClass());
  }

  /// Tells listeners the end, the last first.
  private void tell(List<BlockListener> listeners, BlockEvent event) {
    if (event.outcome() == BlockOutcome.VETOED && lookouts.meter() != null) {
      lookouts.meter().note(event);
    }
    for (BlockListener listener : listeners.reversed()) {
      try {
        listener.after(event);
      } catch (Throwable e) {
        LOGGER.log(
            Level.WARNING, "A listener threw after a " + start + "; the block is not affected", e);
      }
    }
  }

  // ---- what the block does with its statements ----

  @Override
  public void seeks(String sql) {
    if (notes != null) {
      notes.seeks();
    }
  }

  @Override
  public void begins(Statement statement) {
    if (notes != null) {
      notes.begins(statement);
    }
    if (statements != null) {
      statements.begins(statement);
    }
    if (flight != null) {
      flight.begins(statement);
    }
  }

  @Override
  public void ends(Statement statement, long rows) {
    rowsRead += rows;
    if (flight != null) {
      flight.ends(statement, rows, SqlShape::of);
    }
    if (statements != null) {
      statements.ends(statement, rows);
    }
    if (notes != null) {
      notes.ends(statement);
    }
  }

  @Override
  public @Nullable Changes changes() {
    return tables == null ? null : tables.changes();
  }

  /// The tables that the block has read, or none where nobody asked.
  public Set<String> tablesRead() {
    return tables == null ? Set.of() : tables.read();
  }
}
