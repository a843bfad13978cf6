package dev.tektite.tests.wal;

import dev.tektite.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/// 32 threads that write a row each time, as fast as they can, beside 8 whose read blocks of 1 to
/// 20 ms overlap at all times, so that somebody is always reading from the log.
public final class WalLoad {
  private static final int WRITERS = 32;
  private static final int READERS = 8;
  private static final int KEPT_ROWS = 200_000;
  private static final int CLEAN_UP_EVERY = 256;
  private static final int MOST_MILLIS = 20;
  private static final int DIGITS = 3;
  private static final String CONTENT = "content ".repeat(12);

  private static final String SCHEMA =
      """
      create table if not exists entry(id integer primary key, writer integer, content text);
      create table if not exists writer(id integer primary key, entries integer);
      """;

  private final Database db;
  private final long seed;

  /// @param seed decides how long the blocks read
  public WalLoad(Database db, long seed) {
    this.db = db;
    this.seed = seed;
  }

  /// Runs it for as long as it is told.
  ///
  /// @return how long each write took, in nanoseconds
  public Histogram run(BooleanSupplier goOn) throws InterruptedException {
    db.write(tx -> tx.executeScript(SCHEMA));
    var all = new Histogram(DIGITS);
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<Histogram>> writers = new ArrayList<>();
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(threads.submit(() -> write(writer, goOn)));
      }
      for (int i = 0; i < READERS; i++) {
        var random = new Random(seed + i);
        readers.add(threads.submit(() -> read(random, goOn)));
      }
      for (Future<Histogram> each : writers) {
        all.add(each.get());
      }
      for (Future<?> each : readers) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("A block of the load failed", e.getCause());
    }
    requireAllStored(all.getTotalCount());
    return all;
  }

  private Histogram write(int writer, BooleanSupplier goOn) {
    var latencies = new Histogram(DIGITS);
    db.write(tx -> tx.execute("insert or ignore into writer values (?, 0)", writer));
    for (int n = 0; goOn.getAsBoolean(); n++) {
      boolean cleansUp = n % CLEAN_UP_EVERY == 0;
      long startedAt = System.nanoTime();
      db.write(tx -> {
        long id = tx.insert("insert into entry(writer, content) values (?, ?)", writer, CONTENT);
        tx.execute("update writer set entries = entries + 1 where id = ?", writer);
        if (cleansUp) {
          tx.execute("delete from entry where id < ?", id - KEPT_ROWS);
        }
      });
      latencies.recordValue(System.nanoTime() - startedAt);
    }
    return latencies;
  }

  /// Blocks that stay in their transaction without using the processor, so that their length is
  /// what it is meant to be on a small machine as well.
  private void read(Random random, BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(MOST_MILLIS));
      db.read(tx -> {
        long until = System.nanoTime() + nanos;
        long sum = tx.query("select ifnull(sum(entries), 0) from writer").asLong().one();
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        requireSame(sum, tx.query("select ifnull(sum(entries), 0) from writer").asLong().one());
        return sum;
      });
    }
  }

  private static void requireSame(long before, long after) {
    if (before != after) {
      throw new AssertionError("A read block saw %d and then %d".formatted(before, after));
    }
  }

  private void requireAllStored(long writes) {
    long stored =
        db.read(tx -> tx.query("select ifnull(sum(entries), 0) from writer").asLong().one());
    if (stored < writes) {
      throw new AssertionError("%d writes had returned, %d are stored".formatted(writes, stored));
    }
  }
}
