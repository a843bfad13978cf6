package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ends a database: refuses new blocks, waits for those under way, closes the connections.
///
/// *Safe for any number of threads.*
final class Closing {
  /*
   * "Fully closed or not closed at all": the readers are collected first and then the turn is taken;
   * while both are held, no block runs. Only then is anything closed. If a block does not end in
   * time, not even after it has been stopped, everything is given back and the database stays open.
   *
   * The last connection to close is the writer: a read-only one leaves -wal and -shm behind.
   */

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long AFTER_CANCEL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String file;
  private final Writer writer;
  private final @Nullable ReaderPool readers;
  private final Snapshots snapshots;
  private final @Nullable WalKeeper keeper;
  private final ReentrantLock lock = new ReentrantLock();

  // Set under the lock; read by every block.
  private volatile boolean closing;
  // Set under the lock and with the turn; read by those who have waited for the turn.
  private volatile boolean closed;
  // Set once, before the database is handed out.
  private boolean optimizes = true;
  private @Nullable SubmitQueue submits;
  private @Nullable CopySources copies;
  // Under the lock: whether the thread that closes has been interrupted meanwhile.
  private boolean interrupted;

  Closing(
      String file,
      Writer writer,
      @Nullable ReaderPool readers,
      Snapshots snapshots,
      @Nullable WalKeeper keeper) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
    this.snapshots = snapshots;
    this.keeper = keeper;
  }

  /// Says which queue is to be emptied before anything is closed.
  void drainsFirst(SubmitQueue queue) {
    submits = queue;
  }

  /// Says which copies are to be stopped before anything is closed.
  void stopsFirst(CopySources underWay) {
    copies = underWay;
  }

  /// Says whether statistics are brought up to date at the end.
  void optimizes(boolean wanted) {
    optimizes = wanted;
  }

  /// Refuses a block that comes too late.
  void check() {
    if (closing) {
      throw error(file);
    }
  }

  /// Refuses a block that has waited for the turn until all was closed. Those who stood in line
  /// before the one who closes still run.
  void checkWithTurn() {
    if (closed) {
      throw error(file);
    }
  }

  /// What a block that comes too late is told.
  static IllegalStateException error(String file) {
    return new IllegalStateException(
        "The database %s is closed: open it again, or keep it open for the life of the application"
            .formatted(file));
  }

  boolean isClosed() {
    return closed;
  }

  /// Closes everything, or nothing. Closing twice does nothing.
  ///
  /// @param cancelAll stops all running blocks for a reason
  /// @return whether this call closed it
  boolean close(Consumer<String> cancelAll) {
    refuseDrainer();
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      interrupted = Thread.interrupted();
      try {
        closeOrResume(cancelAll);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void refuseDrainer() {
    if (submits != null && submits.isDrainer(Thread.currentThread())) {
      throw new IllegalStateException(
          "The database %s cannot be closed by the thread that runs its submitted blocks, which would"
                  .formatted(file)
              + " wait for itself: close it elsewhere (thenRunAsync instead of thenRun)");
    }
  }

  private void closeOrResume(Consumer<String> cancelAll) {
    closing = true;
    if (submits != null) {
      submits.end();
    }
    try {
      stopKeeper(cancelAll);
      awaitSubmitted(cancelAll);
      waitAndClose(cancelAll);
    } finally {
      if (closed) {
        discardSubmitted();
      } else {
        resume();
      }
    }
  }

  private void stopKeeper(Consumer<String> cancelAll) {
    if (keeper != null && !keeper.stop(PATIENCE_NANOS)) {
      cancelAll.accept(reason());
      if (!keeper.stop(AFTER_CANCEL_NANOS)) {
        throw new IllegalStateException(
            "The database %s cannot be closed and stays open: its log is being copied or archived"
                .formatted(file));
      }
    }
  }

  private void resume() {
    closing = false;
    if (keeper != null) {
      keeper.resume();
    }
    if (submits != null) {
      submits.resume();
    }
  }

  private void discardSubmitted() {
    if (submits != null) {
      submits.discard();
    }
  }

  /// Lets submitted blocks run as long as they get on; stops the one that does not end.
  private void awaitSubmitted(Consumer<String> cancelAll) {
    SubmitQueue queue = submits;
    while (queue != null && !queue.awaitEnd(PATIENCE_NANOS)) {
      long before = queue.status().processed();
      cancelAll.accept(reason());
      if (!queue.awaitEnd(AFTER_CANCEL_NANOS) && queue.status().processed() == before) {
        throw new IllegalStateException(
            "The database %s cannot be closed and stays open: submitted blocks do not end; %s"
                .formatted(file, writer.turns().describeHolder()));
      }
    }
  }

  private String reason() {
    return "The database %s is being closed".formatted(file);
  }

  private void waitAndClose(Consumer<String> cancelAll) {
    try {
      closeWithin(PATIENCE_NANOS);
    } catch (DatabaseException.Busy stuck) {
      cancelAll.accept(reason());
      try {
        closeWithin(AFTER_CANCEL_NANOS);
      } catch (DatabaseException.Busy still) {
        throw new IllegalStateException(
            "The database %s cannot be closed and stays open: %s"
                .formatted(file, still.getMessage()),
            still);
      }
    }
  }

  /// Tries again when an interrupt has broken it off: who closes a database means it, and most of
  /// all a thread that has been told to end.
  private void closeWithin(long nanos) {
    long until = System.nanoTime() + nanos;
    while (true) {
      try {
        closeUntil(until);
        return;
      } catch (DatabaseException e) {
        if (closed || !Thread.interrupted()) {
          throw e;
        }
        interrupted = true;
      }
    }
  }

  private void closeUntil(long until) {
    ReaderPool pool = readers;
    if (pool != null) {
      pool.drain(until);
    }
    try {
      if (copies != null) {
        copies.drain("the database is being closed", until); // no block: nothing is lost
      }
      snapshots.drain(until);
      var turn = new Turn("close", true, System.nanoTime(), Math.max(0, until - System.nanoTime()));
      writer.exclusively(turn, this::closeConnections);
    } catch (Throwable e) {
      if (!closed) {
        snapshots.resume();
        if (pool != null) {
          pool.resume();
        }
      }
      throw e;
    }
  }

  private void closeConnections() {
    closed = true;
    Throwable failure = null;
    if (optimizes) {
      failure = attempt(failure, () -> writer.connection().look(Statistics::renewOutdated));
    }
    Throwable notArchived = keeper == null ? null : attempt(null, keeper::archiveRest);
    failure = attempt(failure, snapshots::closeAll);
    if (readers != null) {
      failure = attempt(failure, readers::closeAll);
    }
    if (keeper != null) {
      failure = attempt(failure, keeper::closeConnection);
    }
    if (notArchived == null) {
      failure = attempt(failure, writer.connection()::emptyLog);
    } else {
      failure = attempt(failure, writer.connection()::keepLog);
      failure = attempt(failure, () -> Sneaky.rethrow(notArchived));
    }
    failure = attempt(failure, writer.connection()::closeConnection);
    if (failure != null) {
      throw Sneaky.rethrow(failure);
    }
  }

  /// Takes a step whatever went wrong before.
  ///
  /// @return what has gone wrong by now, or `null`
  static @Nullable Throwable attempt(@Nullable Throwable former, Runnable step) {
    try {
      step.run();
      return former;
    } catch (Throwable e) {
      if (former == null) {
        return e;
      }
      if (former != e) {
        former.addSuppressed(e);
      }
      return former;
    }
  }
}
