package dev.tektite.engine;

import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Write blocks that nobody waits for in line: queued, and run by one thread that takes the turn
/// like anybody else and runs in it all that is queued.
///
/// *Safe for any number of threads.*
final class SubmitQueue {
  /*
   * `queued` holds blocks that have not begun; "full" therefore always means "never ran". The drainer
   * is a platform thread that is started by the first block and ends when nothing came for a while,
   * so that an idle database has no thread.
   *
   *   producer                       drainer
   *   under the lock: adds           under the lock: takes all, signals `room`
   *   starts a drainer if none runs  turn; blocks one by one; commit; completes the futures
   *   full: waits for `room`         nothing came for a second: `draining = null`, ends
   *
   * Field                            guard
   * queued, running, draining, ended the lock
   */

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LARGEST_BATCH = 1024;

  private final String file;
  private final Writer writer;
  private final Closing closing;
  private final SubmitLimits limits;
  private final Runnable committed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Deque<Submitted<?>> queued = new ArrayDeque<>();
  private @Nullable Thread draining;
  private int running;
  private boolean ended;

  /// A queued block with its future.
  static final class Submitted<T extends @Nullable Object> {
    final Function<? super WriteTx, ? extends T> block;
    final CompletableFuture<T> future = new CompletableFuture<>();

    Submitted(Function<? super WriteTx, ? extends T> block) {
      this.block = block;
    }
  }

  SubmitQueue(
      String file, Writer writer, Closing closing, SubmitLimits limits, Runnable committed) {
    this.file = file;
    this.writer = writer;
    this.closing = closing;
    this.limits = limits;
    this.committed = committed;
  }

  <T extends @Nullable Object> CompletableFuture<T> submit(
      Function<? super WriteTx, ? extends T> block, boolean mayWait) {
    var submitted = new Submitted<T>(block);
    Submitted<?> dropped = null;
    lock.lock();
    try {
      dropped = makeRoom(mayWait ? limits.waitNanos() : 0);
      queued.add(submitted);
      if (draining == null) {
        draining = Thread.ofPlatform().daemon().name("tektite-submit").start(this::drain);
      } else if (queued.size() == 1) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    if (dropped != null) {
      dropped.future.completeExceptionally(
          new DatabaseException.Busy(
              "The block was dropped from the full submit queue of %s (%d blocks) and never ran"
                  .formatted(file, limits.capacity())));
    }
    return submitted.future;
  }

  /// Waits for room, as the limits say. Under the lock.
  ///
  /// @return the block that had to give way, or `null`
  private @Nullable Submitted<?> makeRoom(long waitNanos) {
    long left = waitNanos;
    while (true) {
      if (ended) {
        throw Closing.error(file);
      }
      if (queued.size() + running < limits.capacity()) {
        return null;
      }
      if (limits.dropOldest() && !queued.isEmpty()) {
        return queued.poll();
      }
      if (left <= 0) {
        throw new DatabaseException.Busy(
            "The submit queue of %s is full (%d blocks, of which %d are running); the block never ran"
                .formatted(file, limits.capacity(), running));
      }
      try {
        left = room.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DatabaseException.Cancelled(
            "Thread %s was interrupted while it waited for room in the submit queue; its block never"
                    .formatted(Thread.currentThread().getName())
                + " ran",
            e);
      }
    }
  }

  private void drain() {
    List<Submitted<?>> batch = new ArrayList<>();
    while (next(batch)) {
      try {
        writer.writeAll(batch, limits.block(), closing);
        committed.run();
      } catch (Throwable e) {
        batch.forEach(each -> each.future.completeExceptionally(e));
      }
    }
  }

  /// Waits for blocks and takes them.
  ///
  /// @return whether there are any; if not, this drainer has ended
  private boolean next(List<Submitted<?>> batch) {
    batch.clear();
    lock.lock();
    try {
      running = 0;
      room.signalAll();
      long left = IDLE_NANOS;
      while (queued.isEmpty()) {
        if (ended || left <= 0) {
          draining = null;
          work.signalAll();
          return false;
        }
        left = work.awaitNanos(left);
      }
      while (batch.size() < LARGEST_BATCH && !queued.isEmpty()) {
        batch.add(queued.remove());
      }
      running = batch.size();
      return true;
    } catch (InterruptedException e) {
      return !batch.isEmpty() || !queued.isEmpty() || handOver();
    } finally {
      lock.unlock();
    }
  }

  private boolean handOver() {
    draining = null;
    return false;
  }

  /// Lets everything that is queued run, and refuses what comes later.
  ///
  /// @return whether all had run in time
  boolean end(long until) {
    lock.lock();
    try {
      ended = true;
      room.signalAll();
      work.signalAll();
      while (draining != null) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        work.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Takes blocks again after [#end(long)].
  void resume() {
    lock.lock();
    try {
      ended = false;
    } finally {
      lock.unlock();
    }
  }

  /// How many wait or run; a hint.
  int size() {
    lock.lock();
    try {
      return queued.size() + running;
    } finally {
      lock.unlock();
    }
  }
}
