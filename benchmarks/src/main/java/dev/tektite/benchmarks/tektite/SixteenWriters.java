package dev.tektite.benchmarks.tektite;

import dev.tektite.Database;
import dev.tektite.benchmarks.contender.Latencies;
import dev.tektite.benchmarks.contender.Stored;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Sixteen platform threads that write a row per block until they are closed, and time each write.
///
/// *One thread at a time.*
final class SixteenWriters implements AutoCloseable {
  private static final int WRITERS = 16;

  private final Database db;
  private final List<Latencies> latencies =
      IntStream.range(0, WRITERS).mapToObj(each -> new Latencies()).toList();
  private final List<Thread> threads;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean over;

  SixteenWriters(Database db) {
    this.db = db;
    this.threads =
        latencies.stream().map(each -> Thread.ofPlatform().start(() -> write(each))).toList();
  }

  private void write(Latencies mine) {
    try {
      for (long turn = 0; !over; turn++) {
        long start = System.nanoTime();
        TektiteWrites.insert(db, Stored.sample(turn));
        mine.add(System.nanoTime() - start);
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /// Ends the threads.
  ///
  /// @throws IllegalStateException with the first failure of a thread as its cause
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the writers ended", e);
    }
    Throwable first = failure.get();
    if (first != null) {
      throw new IllegalStateException("a writer failed: " + first, first);
    }
  }

  /// The times of all threads together, once they have ended.
  Latencies latencies() {
    var all = new Latencies();
    latencies.forEach(all::addAll);
    return all;
  }
}
