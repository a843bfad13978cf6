package dev.tektite.tests.guarantees;

import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.DatabaseException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Finds stale and unsteady reads: a counter only grows, and everybody who has increased it notes
/// the number as acknowledged.
///
/// ```
///   a writer, of any process        a reader
///   n = n + 1; COMMIT
///   write returns
///   acknowledged = n
///                                   noted = acknowledged
///                                   block: reads n twice
///                                   noted <= n, and both are equal
/// ```
public final class CounterOracle {
  private static final int RARELY = 256;

  private final Database db;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();

  /// Creates the counter.
  public CounterOracle(Database db) {
    this.db = db;
    db.write(
        tx -> tx.executeScript("create table counter(n integer); insert into counter values (0)"));
  }

  /// How many blocks have been checked.
  public long reads() {
    return reads.get();
  }

  /// Notes a number that somebody else has stored.
  public void acknowledge(long number) {
    acknowledged.accumulateAndGet(number, Math::max);
  }

  /// Increases the counter once; changes the schema now and then.
  public void write(Random random) {
    long stored =
        db.<Long>writeReturning(
            tx -> tx.query("update counter set n = n + 1 returning n").asLong().one());
    acknowledge(stored);
    if (random.nextInt(RARELY) == 0) {
      db.write(tx -> tx.executeScript("create table mine(a); drop table mine"));
    }
  }

  /// Reads the counter once.
  ///
  /// @throws AssertionError if the read is stale or unsteady
  public void read() {
    long noted = acknowledged.get();
    db.read(tx -> {
      long first = counter(tx);
      long second = counter(tx);
      if (first < noted || second != first) {
        throw new AssertionError(
            "%d was acknowledged before the block began, but it read %d and then %d"
                .formatted(noted, first, second));
      }
      return first;
    });
    reads.incrementAndGet();
  }

  private static long counter(ReadTx tx) {
    return tx.query("select n from counter").asLong().one();
  }

  /// Reads until the time is up.
  public void readUntil(long until) {
    while (System.nanoTime() < until) {
      read();
    }
  }

  /// Writes until the time is up, in bursts with pauses of reading between them.
  public void writeUntil(long until, long seed) {
    var random = new Random(seed);
    while (System.nanoTime() < until) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        try {
          write(random);
        } catch (DatabaseException.Busy e) {
          throw new AssertionError("Nobody may be turned away in time", e);
        }
      }
      for (int i = random.nextInt(100); i >= 0; i--) {
        read();
      }
    }
  }
}
