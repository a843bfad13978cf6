package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.BlocksInLine;
import dev.tektite.tests.OtherProcess;
import dev.tektite.tests.load.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// *One writer*: write blocks run one after another, in the order in which they asked; no
/// `SQLITE_BUSY` inside one process, ever.
@ExtendWith(DatabaseExtension.class)
class OneWriterTest {
  private static final long LONGEST_COMMIT_NANOS = 50_000_000;

  /// How many commits are judged: those in whose time the machine itself was not late.
  private static final int JUDGED = 100;

  /// How many of them may take longer: a thread can lose its core while others have theirs.
  private static final int TOO_LONG = 5;

  private static final int MOST_COMMITS = 5_000;

  @EveryDatabase
  void blocksRunInTheOrderInWhichTheyAsked(Database db) {
    var order = new ArrayList<Integer>();
    var line = new BlocksInLine(db, false);
    for (int i = 0; i < 12; i++) {
      int block = i;
      line.add(tx -> order.add(block));
    }
    line.run();
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @EveryDatabase
  void blocksNeverRunAtTheSameTime(Database db, Steps steps) {
    db.write(tx -> tx.execute("create table t(a)"));
    var running = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      steps.start(
          "writer " + i,
          () -> {
            for (int j = 0; j < 50; j++) {
              db.write(tx -> {
                assertThat(running.incrementAndGet()).isOne();
                tx.execute("insert into t values (1)");
                running.decrementAndGet();
              });
            }
          });
    }
    for (int i = 0; i < 8; i++) {
      assertThat(steps.outcome("writer " + i)).isNull();
    }
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
        .isEqualTo(400);
  }

  //   holder                    waiter
  //   has the turn
  //                             waits 100 ms; gives up
  @EveryDatabase
  void whoWaitsTooLongIsToldWhoHasTheTurn(Database db, Steps steps) {
    steps.start(
        "holder",
        () -> db.with(BlockOptions.named("import")).write(tx -> steps.atAndAwait("holds", "told")));
    steps.await("holds");
    var ran = new AtomicBoolean();
    assertThatThrownBy(() ->
            db.with(BlockOptions.defaults().waitLimit(Duration.ofMillis(100)))
                .write(tx -> ran.set(true)))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("ms for the turn to write")
        .hasMessageContaining("\"import\"")
        .hasMessageContaining("thread holder");
    steps.at("told");
    assertThat(ran).isFalse();
  }

  @EveryDatabase
  void aWaitingCallerCanBeInterrupted(Database db, Steps steps) {
    steps.start("holder", () -> db.write(tx -> steps.atAndAwait("holds", "interrupted")));
    steps.await("holds");
    var ran = new AtomicBoolean();
    steps.startToFail("waiter", () -> db.write(tx -> ran.set(true)));
    steps.awaitParked("waiter");
    steps.thread("waiter").interrupt();
    assertThat(steps.outcome("waiter"))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("did not run");
    steps.at("interrupted");
    assertThat(ran).isFalse();
  }

  //   another process           a block
  //   BEGIN IMMEDIATE
  //                             waits
  //   COMMIT
  //                             runs
  @Test
  void aBlockWaitsForTheWriteLockOfAnotherProcess(Database db, Steps steps) {
    db.write(tx -> tx.execute("create table t(a)"));
    try (var other = OtherProcess.jvm(db.path())) {
      other.ask("begin immediate; insert into t values (1)");
      steps.start("writer", () -> db.write(tx -> tx.execute("insert into t values (2)")));
      steps.awaitParked("writer");
      other.ask("commit");
      assertThat(steps.outcome("writer")).isNull();
      assertThat(other.ask("select count(*) from t").getFirst()).isEqualTo("2");
    }
  }

  @Test
  void whoWaitsTooLongForAnotherProcessIsToldSo(TestDatabases databases) {
    var db = databases.open(DatabaseOptions.defaults().waitLimit(Duration.ofMillis(300)));
    db.write(tx -> tx.execute("create table t(a)"));
    try (var other = OtherProcess.jvm(db.path())) {
      other.ask("begin immediate; insert into t values (1)");
      long startedAt = System.nanoTime();
      assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (2)")))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("another process holds")
          .hasMessageContaining(db.path().getFileName().toString())
          .hasMessageMatching("(?s).*\\b(29\\d|3\\d\\d|4\\d\\d|5\\d\\d) ms.*");
      assertThat(System.nanoTime() - startedAt)
          .isBetween(TimeUnit.MILLISECONDS.toNanos(300), TimeUnit.SECONDS.toNanos(5));
      other.ask("commit");
      db.write(tx -> tx.execute("insert into t values (2)"));
      assertThat(other.ask("select count(*) from t").getFirst()).isEqualTo("2");
    }
  }

  //   virtual thread            spinning virtual threads      platform thread
  //   stands in line
  //                             take all carriers
  //   is offered the turn,
  //   cannot run                                              commits, each time within 50 ms
  @Test
  void aVirtualThreadWithoutACarrierHoldsNobodyUp(Database db, Steps steps) throws Exception {
    db.write(tx -> tx.execute("create table t(a)"));
    int carriers = Runtime.getRuntime().availableProcessors();
    var spinning = new CountDownLatch(carriers);
    var stop = new AtomicBoolean();
    steps.start("gate", () -> db.write(tx -> steps.atAndAwait("shut", "carriers are taken")));
    steps.await("shut");
    steps.startVirtual("stranded", () -> db.write(tx -> tx.execute("insert into t values (0)")));
    steps.awaitParked("stranded");
    for (int i = 0; i < carriers; i++) {
      steps.startVirtual(
          "spinner " + i,
          () -> {
            spinning.countDown();
            while (!stop.get()) {
              Thread.onSpinWait();
            }
          });
    }
    spinning.await();
    try {
      steps.at("carriers are taken");
      commitInTime(db);
      assertThat(steps.thread("stranded").isAlive()).as("still without a carrier").isTrue();
    } finally {
      stop.set(true);
    }
    assertThat(steps.outcome("stranded")).isNull();
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one())).isPositive();
  }

  private static void commitInTime(Database db) {
    int judged = 0;
    int tooLong = 0;
    try (var pulse = new Pulse()) {
      for (int i = 0; i < MOST_COMMITS && judged < JUDGED; i++) {
        long startedAt = System.nanoTime();
        db.write(tx -> tx.execute("insert into t values (1)"));
        long endedAt = System.nanoTime();
        if (pulse.wasQuiet(startedAt, endedAt)) {
          judged++;
          tooLong += endedAt - startedAt < LONGEST_COMMIT_NANOS ? 0 : 1;
        }
      }
    }
    assertThat(judged).as("commits while the machine was not late").isPositive();
    assertThat(tooLong)
        .as("of %d commits, those of 50 ms and more", judged)
        .isLessThanOrEqualTo(TOO_LONG);
  }
}
