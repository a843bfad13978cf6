package dev.tektite.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.Subscription;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchTest {
  private static final String COUNT = "select count(*) from item";

  @TempDir Path folder;

  private final BlockingQueue<Long> results = new LinkedBlockingQueue<>();

  private static Database prepared(Database db) {
    db.write(tx -> tx.executeScript("create table item(x); create table other(x)"));
    return db;
  }

  private static void add(Database db, String table) {
    db.write(tx -> tx.execute("insert into %s values (1)".formatted(table)));
  }

  private long next() throws InterruptedException {
    Long result = results.poll(30, TimeUnit.SECONDS);
    assertThat(result).isNotNull();
    return result;
  }

  @Test
  void theFirstResultComesAtOnceAndFurtherOnesAfterChanges() throws InterruptedException {
    try (Database db = prepared(Database.temporary());
        Subscription watch = db.watch(tx -> tx.query(COUNT).asLong().one(), results::add)) {
      assertThat(next()).isZero();
      add(db, "item");
      assertThat(next()).isEqualTo(1);
      db.submit(tx -> tx.execute("insert into item values (2)")).join();
      assertThat(next()).isEqualTo(2);
    }
  }

  @Test
  void whereBlocksTakeTurnsItWorksAsWell() throws InterruptedException {
    try (Database db = prepared(Database.inMemory());
        Subscription watch = db.watch(tx -> tx.query(COUNT).asLong().one(), results::add)) {
      assertThat(next()).isZero();
      add(db, "item");
      assertThat(next()).isEqualTo(1);
    }
  }

  @Test
  void changesOfOtherTablesDoNotRunTheQuery() throws InterruptedException {
    var runs = new AtomicInteger();
    try (Database db = prepared(Database.temporary(DatabaseOptions.defaults().wal(false)));
        Subscription watch =
            db.watch(
                tx -> {
                  runs.incrementAndGet();
                  return tx.query(COUNT).asLong().one();
                },
                results::add)) {
      assertThat(next()).isZero();
      int before = runs.get();
      add(db, "other");
      add(db, "other");
      add(db, "item");
      assertThat(next()).isEqualTo(1);
      assertThat(runs.get() - before).isEqualTo(1);
    }
  }

  /// ```
  ///   watch                              writer
  ///   delivers 0, and is held there
  ///                                      commits 1, 2, 3
  ///   goes on: delivers 3
  /// ```
  @Test
  void whatComesMeanwhileIsTakenTogetherAndTheLatestWins() throws InterruptedException {
    var goesOn = new Semaphore(0);
    try (Database db = prepared(Database.temporary());
        Subscription watch =
            db.watch(
                tx -> tx.query(COUNT).asLong().one(),
                (Long count) -> {
                  results.add(count);
                  goesOn.acquireUninterruptibly();
                })) {
      assertThat(next()).isZero();
      add(db, "item");
      add(db, "item");
      add(db, "item");
      goesOn.release(2);
      assertThat(next()).isEqualTo(3);
      add(db, "item");
      assertThat(next()).isEqualTo(4);
      goesOn.release(10);
    }
  }

  @Test
  void tablesBehindViewsAndTriggersAreWatched() throws InterruptedException {
    try (Database db = prepared(Database.temporary())) {
      db.write(tx ->
          tx.executeScript(
              """
              create view many as select count(*) as n from item;
              create trigger t after insert on other begin insert into item values (9); end;
              """));
      try (Subscription watch =
          db.watch(tx -> tx.query("select n from many").asLong().one(), results::add)) {
        assertThat(next()).isZero();
        add(db, "other");
        assertThat(next()).isEqualTo(1);
      }
    }
  }

  @Test
  void afterAFailureItGoesOn() throws InterruptedException {
    var failures = new LinkedBlockingQueue<Throwable>();
    try (Database db = prepared(Database.temporary());
        Subscription watch =
            db.watch(
                tx -> tx.query("select count(*) from later").asLong().one(),
                results::add,
                failures::add)) {
      assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("later");
      db.write(tx -> tx.execute("create table later(x)"));
      assertThat(next()).isZero();
    }
  }

  @Test
  void aReceiverThatThrowsIsReportedAndServedAgain() throws InterruptedException {
    var failures = new LinkedBlockingQueue<Throwable>();
    try (Database db = prepared(Database.temporary());
        Subscription watch =
            db.watch(
                tx -> tx.query(COUNT).asLong().one(),
                (Long count) -> {
                  results.add(count);
                  throw new IllegalStateException("on purpose");
                },
                failures::add)) {
      assertThat(next()).isZero();
      assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessage("on purpose");
      add(db, "item");
      assertThat(next()).isEqualTo(1);
    }
  }

  @Test
  void equalResultsAreDeliveredOnce() throws InterruptedException {
    try (Database db = prepared(Database.temporary());
        Subscription watch =
            db.watch(
                tx -> tx.query("select coalesce(max(x), 0) from item").asLong().one(),
                results::add)) {
      assertThat(next()).isZero();
      add(db, "item");
      assertThat(next()).isEqualTo(1);
      add(db, "item");
      db.write(tx -> tx.execute("insert into item values (5)"));
      assertThat(next()).isEqualTo(5);
    }
  }

  @Test
  void afterTheEndNothingIsDelivered() throws InterruptedException {
    try (Database db = prepared(Database.temporary())) {
      Subscription watch = db.watch(tx -> tx.query(COUNT).asLong().one(), results::add);
      assertThat(next()).isZero();
      watch.close();
      watch.close();
      try (Subscription other =
          db.watch(tx -> tx.query(COUNT).asLong().one() + 100, results::add)) {
        assertThat(next()).isEqualTo(100);
        add(db, "item");
        assertThat(next()).isEqualTo(101);
      }
      assertThat(results).isEmpty();
    }
  }

  @Test
  void itEndsWithTheDatabaseAndCannotBeginAfterwards() throws InterruptedException {
    var thread = new AtomicReference<Thread>();
    Database db = prepared(Database.temporary());
    db.watch(
        tx -> tx.query(COUNT).asLong().one(),
        (Long count) -> {
          thread.set(Thread.currentThread());
          results.add(count);
        });
    assertThat(next()).isZero();
    db.close();
    thread.get().join();
    assertThatThrownBy(() -> db.watch(tx -> 1, result -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void theQueryCannotOpenBlocksAndTheReceiverCan() throws InterruptedException {
    var failures = new LinkedBlockingQueue<Throwable>();
    try (Database db = prepared(Database.temporary());
        Subscription nesting =
            db.watch(tx -> db.<Integer>read(own -> 1), result -> {}, failures::add);
        Subscription watch =
            db.watch(
                tx -> tx.query(COUNT).asLong().one(),
                (Long count) -> {
                  if (count < 3) {
                    add(db, "item");
                  }
                  results.add(count);
                })) {
      assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("do not nest");
      long latest = next();
      while (latest < 3) {
        latest = next();
      }
      assertThat(latest).isEqualTo(3);
    }
  }

  @Test
  void underLoadTheLatestStateIsDeliveredInTheEnd() throws InterruptedException {
    try (Database db = prepared(Database.temporary());
        Subscription watch = db.watch(tx -> tx.query(COUNT).asLong().one(), results::add)) {
      Thread[] writers = new Thread[4];
      for (int i = 0; i < writers.length; i++) {
        writers[i] =
            Thread.ofVirtual()
                .start(() -> {
                  for (int n = 0; n < 200; n++) {
                    add(db, n % 2 == 0 ? "item" : "other");
                  }
                });
      }
      long latest = next();
      while (latest < 400) {
        long later = next();
        assertThat(later).isGreaterThan(latest);
        latest = later;
      }
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(latest).isEqualTo(400);
    }
  }

  @Test
  void commitsThatOthersMakeAreNoticed() throws InterruptedException {
    Path file = folder.resolve("shared.db");
    try (Database db = prepared(Database.open(file));
        Connection other = Connection.open(file, OpenMode.READ_WRITE);
        Subscription watch = db.watch(tx -> tx.query(COUNT).asLong().one(), results::add)) {
      other.busyTimeout(10_000);
      assertThat(next()).isZero();
      other.execute("insert into item values (1)");
      assertThat(next()).isEqualTo(1);
      add(db, "item");
      assertThat(next()).isEqualTo(2);
      other.execute("insert into item values (1)");
      assertThat(next()).isEqualTo(3);
    }
  }
}
