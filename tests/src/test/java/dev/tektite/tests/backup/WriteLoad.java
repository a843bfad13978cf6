package dev.tektite.tests.backup;

import dev.tektite.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that write numbered blocks one after another, as fast as they can, until it is closed.
///
/// *Safe for any number of threads.*
public final class WriteLoad implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean over;

  /// Starts the threads.
  ///
  /// @param seed decides which rows they write
  public WriteLoad(Database db, NumberedCommits commits, int threads, long seed) {
    for (int i = 0; i < threads; i++) {
      var random = new SplittableRandom(seed + i);
      this.threads.add(
          Thread.ofPlatform().name("writer " + i).start(() -> write(db, commits, random)));
    }
  }

  private void write(Database db, NumberedCommits commits, SplittableRandom random) {
    try {
      while (!over) {
        long draw = random.nextLong();
        long n = db.<Long>writeReturning(tx -> commits.write(tx, draw));
        acknowledged.accumulateAndGet(n, Math::max);
        blocks.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /// The highest number that has been acknowledged.
  public long acknowledged() {
    return acknowledged.get();
  }

  /// Blocks written up to now.
  public long blocks() {
    return blocks.get();
  }

  /// Waits until so many blocks more have been written.
  public void await(long more) {
    long until = blocks.get() + more;
    while (blocks.get() < until && failure.get() == null) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// Ends the threads.
  ///
  /// @throws AssertionError if a block failed
  @Override
  public void close() {
    over = true;
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw new AssertionError("A block failed beside a backup", failure.get());
    }
  }
}
