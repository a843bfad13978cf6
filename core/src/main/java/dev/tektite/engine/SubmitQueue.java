package dev.tektite.engine;

import dev.tektite.engine.SubmittedBatch.Over;
import dev.tektite.observe.SubmitStatus;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
   *   under the lock: adds           under the lock: takes all
   *   starts a drainer if none runs  turn; blocks one by one; commit
   *   full: waits in line for room   under the lock: counts them, queues the blocks of those in line
   *                                  as far as there is room; completes the futures
   *                                  nothing came for a second: `draining = null`, ends
   *
   * Producers get room in the order in which they asked, so that a large block is not passed by
   * small ones for ever. Nobody who may be the one to make
   * room waits for it: neither a block, which has the turn, nor the drainer, on which dependents of
   * the futures run.
   *
   * Field                            guard
   * all that are not final           the lock
   * queued, producers                the lock
   */

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LARGEST_BATCH = 1024;

  private final String file;
  private final SubmitLimits limits;
  private final Batches batches;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition moved = lock.newCondition();
  private final Deque<Submitted<?>> queued = new ArrayDeque<>();
  private final Deque<Producer> producers = new ArrayDeque<>();
  private @Nullable Thread draining;
  private boolean ended;
  private int running;
  private long queuedBytes;
  private long runningBytes;
  private long processed;
  private long failed;
  private long dropped;
  private long rejected;

  /// Runs blocks.
  interface Batches {
    /// Runs blocks until a commit has been stored.
    ///
    /// @param teller is told, without the turn, which are over
    /// @return those that have not begun
    List<Submitted<?>> run(List<Submitted<?>> blocks, Consumer<? super List<Over>> teller);
  }

  /// @param file the name of the database in messages
  /// @param threads makes the thread that runs the blocks
  SubmitQueue(String file, SubmitLimits limits, Batches batches, ThreadFactory threads) {
    this.file = file;
    this.limits = limits;
    this.batches = batches;
    this.threads = threads;
  }

  /// Takes a block in.
  ///
  /// @param bytes what it holds, 0 or more
  /// @param mayWait whether the caller may wait for room
  <T extends @Nullable Object> CompletableFuture<T> submit(
      Function<? super WriteTx, ? extends T> block, long bytes, boolean mayWait) {
    requireFitting(bytes);
    var submitted = Submitted.<T>of(block, bytes);
    List<Submitted<?>> gaveWay;
    lock.lock();
    try {
      gaveWay = takeIn(submitted, mayWait);
    } finally {
      lock.unlock();
    }
    for (Submitted<?> each : gaveWay) {
      each.fail(
          new DatabaseException.Busy(
              "The block was dropped from the full submit queue of %s (%d blocks) and never ran"
                  .formatted(file, limits.capacity())));
    }
    return submitted.future();
  }

  private void requireFitting(long bytes) {
    if (bytes < 0 || bytes > limits.capacityBytes()) {
      throw new IllegalArgumentException(
          "expected 0 <= bytes <= capacityBytes, but was %d and %d: a larger block never finds room"
              .formatted(bytes, limits.capacityBytes()));
    }
  }

  // ---- room, under the lock ----

  /// Queues a block, as soon as there is room for it or others have given way.
  ///
  /// @return the blocks that had to give way
  private List<Submitted<?>> takeIn(Submitted<?> block, boolean mayWait) {
    if (ended) {
      throw Closing.error(file);
    }
    requireDrainer();
    List<Submitted<?>> gaveWay = List.of();
    if (!producers.isEmpty() || !fits(queued.size(), queuedBytes, block.bytes())) {
      if (!limits.dropOldest() || !fits(0, 0, block.bytes())) {
        awaitRoom(block, mayWait);
        return gaveWay;
      }
      gaveWay = dropFor(block.bytes());
    }
    enqueue(block);
    return gaveWay;
  }

  private void enqueue(Submitted<?> block) {
    queued.add(block);
    queuedBytes += block.bytes();
    if (queued.size() == 1) {
      work.signal();
    }
  }

  /// Waits in line until somebody has queued the block.
  private void awaitRoom(Submitted<?> block, boolean mayWait) {
    long left = mayWait && Thread.currentThread() != draining ? limits.waitNanos() : 0;
    var mine = new Producer(block, lock.newCondition());
    producers.add(mine);
    try {
      while (!mine.served) {
        if (ended) {
          throw Closing.error(file);
        }
        if (left <= 0) {
          throw full(block.bytes());
        }
        left = mine.called.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!mine.served) {
        throw interrupted(e);
      }
    } finally {
      if (!mine.served) {
        producers.remove(mine);
        serveProducers();
      }
    }
  }

  /// Queues the blocks of those who wait, in the order of their line, as far as there is room. That
  /// they need not run for it keeps the drainer from waiting for them (measured: the throughput of
  /// 64 producers doubles).
  private void serveProducers() {
    Producer first = producers.peek();
    while (!ended && first != null && fits(queued.size(), queuedBytes, first.block.bytes())) {
      enqueue(first.block);
      producers.remove();
      first.served = true;
      first.called.signal();
      first = producers.peek();
    }
  }

  private boolean fits(int otherBlocks, long otherBytes, long bytes) {
    return otherBlocks + running < limits.capacity()
        && bytes <= limits.capacityBytes() - otherBytes - runningBytes;
  }

  private List<Submitted<?>> dropFor(long bytes) {
    List<Submitted<?>> gaveWay = new ArrayList<>();
    while (!fits(queued.size(), queuedBytes, bytes)) {
      Submitted<?> oldest = queued.remove();
      queuedBytes -= oldest.bytes();
      gaveWay.add(oldest);
    }
    dropped += gaveWay.size();
    return gaveWay;
  }

  private DatabaseException.Busy full(long bytes) {
    rejected++;
    return new DatabaseException.Busy(
        limits.capacityBytes() == Long.MAX_VALUE
            ? "The submit queue of %s is full (%d blocks, of which %d are running); the block never ran"
                .formatted(file, queued.size() + running, running)
            : "The submit queue of %s is full (%d blocks, of which %d are running, with %d of %d bytes, and the block has %d); the block never ran"
                .formatted(
                    file,
                    queued.size() + running,
                    running,
                    queuedBytes + runningBytes,
                    limits.capacityBytes(),
                    bytes));
  }

  private static DatabaseException.Cancelled interrupted(InterruptedException cause) {
    return new DatabaseException.Cancelled(
        "Thread %s was interrupted while it waited for room in the submit queue; its block never ran"
            .formatted(Thread.currentThread().getName()),
        cause);
  }

  // ---- the drainer ----

  /// Starts the drainer, if none runs. Under the lock.
  private void requireDrainer() {
    if (draining != null) {
      return;
    }
    try {
      Thread thread = threads.newThread(this::drain);
      draining = thread;
      thread.start();
    } catch (Throwable e) {
      draining = null;
      var failure =
          DatabaseException.of(
              7,
              "The thread that runs the submitted blocks of %s cannot be started; the block never ran"
                  .formatted(file),
              null,
              -1);
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /// Whether a thread is the one that runs the blocks, so that it cannot wait for them.
  boolean isDrainer(Thread thread) {
    lock.lock();
    try {
      return thread == draining;
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    boolean more = true;
    while (more) {
      List<Submitted<?>> batch = List.of();
      try {
        batch = next();
        more = !batch.isEmpty();
        if (more) {
          putBack(batches.run(batch, this::over));
        }
      } catch (Throwable e) {
        broken(batch, e);
      }
    }
  }

  /// Something other than a block has failed: those of its batch that nobody has been told of fail
  /// with it, and the next are run.
  private void broken(List<Submitted<?>> batch, Throwable failure) {
    lock.lock();
    try {
      processed += running;
      failed += running;
      running = 0;
      runningBytes = 0;
      serveProducers();
      moved.signalAll();
      batch = batch.stream().filter(each -> !queued.contains(each)).toList();
    } finally {
      lock.unlock();
      batch.forEach(each -> each.fail(failure)); // no more than a look at those that are over
    }
  }

  /// Waits for blocks and takes them.
  ///
  /// @return none if this drainer has ended
  private List<Submitted<?>> next() {
    lock.lock();
    try {
      awaitWork();
      int most = Math.min(LARGEST_BATCH, queued.size());
      List<Submitted<?>> batch = new ArrayList<>(most); // room for all: none is lost on the way
      while (batch.size() < most && (!ended || limits.drains())) {
        Submitted<?> taken = queued.remove();
        runningBytes += taken.bytes();
        queuedBytes -= taken.bytes();
        batch.add(taken);
      }
      running = batch.size();
      if (batch.isEmpty()) {
        draining = null;
        moved.signalAll();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void awaitWork() {
    long left = IDLE_NANOS;
    while (queued.isEmpty() && !ended && left > 0) {
      try {
        left = work.awaitNanos(left);
      } catch (InterruptedException e) {
        left = IDLE_NANOS; // it was meant for a block that is over
      }
    }
  }

  /// Puts blocks that have not begun back to the head of the queue.
  private void putBack(List<Submitted<?>> blocks) {
    lock.lock();
    try {
      for (Submitted<?> each : blocks.reversed()) {
        queued.addFirst(each);
        queuedBytes += each.bytes();
        runningBytes -= each.bytes();
        running--;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Counts blocks that are over, makes room, and tells their producers.
  private void over(List<Over> blocks) {
    try {
      count(blocks);
    } finally {
      tell(blocks);
    }
  }

  private void count(List<Over> blocks) {
    lock.lock();
    try {
      for (Over each : blocks) {
        running--;
        runningBytes -= each.submitted().bytes();
        processed++;
        failed += each.failure() == null ? 0 : 1;
      }
      serveProducers();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Tells all, whatever comes of telling one.
  private static void tell(List<Over> blocks) {
    Throwable failure = null;
    for (Over each : blocks) {
      try {
        each.tell().run();
      } catch (Throwable e) {
        failure = e;
      }
      Thread.interrupted(); // a flag that a dependent has set is no block's
    }
    if (failure != null) {
      throw Sneaky.rethrow(failure);
    }
  }

  // ---- closing ----

  /// Takes no further blocks, and wakes those who wait for room. What is queued will be run, or
  /// stays for [#discard()].
  void end() {
    lock.lock();
    try {
      ended = true;
      producers.forEach(each -> each.called.signal());
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits after [#end()] until nothing runs, as long as blocks go on to get over.
  ///
  /// @param patienceNanos how long none need be over
  /// @return whether nothing runs
  boolean awaitEnd(long patienceNanos) {
    boolean interrupted = false;
    lock.lock();
    try {
      long seen = processed;
      long left = patienceNanos;
      while (draining != null && left > 0) {
        try {
          left = moved.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true; // to close goes on; the flag is for those who wait after it
        }
        if (seen != processed) {
          seen = processed;
          left = patienceNanos;
        }
      }
      return draining == null;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Takes blocks again after [#end()].
  void resume() {
    lock.lock();
    try {
      ended = false;
      serveProducers();
      if (!queued.isEmpty()) {
        requireDrainer();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Fails what is left in the queue, after the database has been closed.
  void discard() {
    List<Submitted<?>> left;
    lock.lock();
    try {
      left = List.copyOf(queued);
      queued.clear();
      queuedBytes = 0;
      dropped += left.size();
    } finally {
      lock.unlock();
    }
    for (Submitted<?> each : left) {
      each.fail(
          new DatabaseException.Cancelled(
              "The block was discarded from the submit queue of %s, which was closed, and never ran"
                  .formatted(file),
              null));
    }
  }

  /// A picture of this moment.
  SubmitStatus status() {
    lock.lock();
    try {
      return new SubmitStatus(
          limits.capacity(),
          limits.capacityBytes(),
          queued.size(),
          running,
          queuedBytes + runningBytes,
          producers.size(),
          processed,
          failed,
          dropped,
          rejected);
    } finally {
      lock.unlock();
    }
  }
}
