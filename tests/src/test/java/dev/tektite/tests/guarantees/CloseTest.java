package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.Snapshot;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.testkit.process.ProcessUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Closing: fully or not at all, once, and nothing is left.
@ExtendWith(DatabaseExtension.class)
class CloseTest {
  private static final int WRITERS = 4;
  private static final int OPENS = 1000;

  private static Long count(Database db) {
    return db.read(tx -> tx.query("select count(*) from t").asLong().one());
  }

  //   writers and readers       main
  //   blocks, one after another
  //                             close
  //   each fails with the one
  //   error; what was
  //   acknowledged is stored
  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void underFullLoad(TestDatabases databases, Steps steps) {
    for (int round = 0; round < 10; round++) {
      closeUnderLoad(databases, steps, "of round " + round);
    }
  }

  private static void closeUnderLoad(TestDatabases databases, Steps steps, String round) {
    Database db = databases.open();
    db.write(tx -> tx.executeScript("drop table if exists t; create table t(a)"));
    var acknowledged = new AtomicLong();
    var reads = new AtomicLong();
    for (int i = 0; i < WRITERS; i++) {
      steps.startToFail(
          "writer %d %s".formatted(i, round),
          () -> {
            while (true) {
              db.write(tx -> tx.execute("insert into t values (1)"));
              acknowledged.incrementAndGet();
            }
          });
      steps.startToFail(
          "reader %d %s".formatted(i, round),
          () -> {
            while (true) {
              assertThat(count(db)).isNotNull();
              reads.incrementAndGet();
            }
          });
    }
    steps.until("blocks to run", () -> acknowledged.get() > 100 && reads.get() > 100);
    db.close();
    for (int i = 0; i < WRITERS; i++) {
      requireClosedError(steps.outcome("writer %d %s".formatted(i, round)));
      requireClosedError(steps.outcome("reader %d %s".formatted(i, round)));
    }
    try (Database again = databases.open()) {
      assertThat(count(again)).isEqualTo(acknowledged.get());
    }
  }

  private static void requireClosedError(Throwable failure) {
    assertThat(failure)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("The database .* is closed: .*");
  }

  @EveryDatabase
  void everyMethodThrowsTheSameErrorAfterwards(Database db) {
    db.close();
    List<ThrowingCallable> calls =
        List.of(
            () -> db.read(tx -> 1),
            () -> db.write(tx -> {}),
            () -> db.writeReturning(tx -> 1),
            () -> db.readThrowing(tx -> 1),
            () -> db.writeThrowing(tx -> 1),
            () -> db.with(BlockOptions.named("late")).write(tx -> {}),
            () -> db.with(tx -> tx).read(tx -> 1),
            () -> db.offloaded().read(tx -> 1),
            () -> db.submit(tx -> 1),
            db::snapshot);
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).satisfies(CloseTest::requireClosedError);
    }
  }

  @EveryDatabase
  void closingTwiceDoesNothing(Database db) {
    db.close();
    db.close();
  }

  @EveryDatabase
  void fromAnotherThread(Database db, Steps steps) {
    db.write(tx -> tx.execute("create table t(a)"));
    steps.start("closer", db::close);
    assertThat(steps.outcome("closer")).isNull();
    assertThatThrownBy(() -> count(db)).satisfies(CloseTest::requireClosedError);
  }

  @EveryDatabase
  void manyThreadsCloseAtOnce(Database db, Steps steps) {
    for (int i = 0; i < 8; i++) {
      steps.start("closer " + i, db::close);
    }
    for (int i = 0; i < 8; i++) {
      assertThat(steps.outcome("closer " + i)).isNull();
    }
  }

  //   block                     main
  //   begins
  //                             close: waits
  //   ends
  //                             close returns
  @EveryDatabase
  void blocksUnderWayEndFirst(TestDatabases databases, Steps steps) {
    Database db = databases.open();
    db.write(tx -> tx.execute("create table t(a)"));
    steps.start(
        "writer",
        () ->
            db.write(tx -> {
              steps.atAndAwait("under way", "closing");
              tx.execute("insert into t values (1)");
            }));
    steps.await("under way");
    steps.start("closer", db::close);
    steps.awaitParked("closer");
    steps.at("closing");
    assertThat(steps.outcome("writer")).isNull();
    assertThat(steps.outcome("closer")).isNull();
    if (databases.mode().isLasting()) {
      try (Database again = databases.open()) {
        assertThat(count(again)).isOne();
      }
    }
  }

  //   reader                    main
  //   does not end, hears
  //   nothing
  //                             close: gives up after 12 s, names the reader
  //                             the database stays open
  //   ends
  //                             close returns
  @Test
  void aStuckReaderKeepsItOpen(Database db, Steps steps) {
    db.write(tx -> tx.execute("create table t(a)"));
    steps.start(
        "stuck",
        () ->
            db.with(BlockOptions.named("report"))
                .read(tx -> {
                  steps.at("stuck");
                  steps.await("close has given up");
                  return 1;
                }));
    steps.await("stuck");
    assertThatThrownBy(db::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stays open")
        .hasMessageContaining("\"report\"")
        .hasMessageContaining("thread stuck");
    db.write(tx -> tx.execute("insert into t values (1)"));
    assertThat(count(db)).isOne();
    steps.at("close has given up");
    assertThat(steps.outcome("stuck")).isNull();
    db.close();
  }

  @Test
  void pinnedSnapshotsAreReleased(TestDatabases databases) {
    Database db = databases.open();
    db.write(tx -> tx.execute("create table t(a)"));
    Snapshot snapshot = db.snapshot();
    db.close();
    assertThatThrownBy(() -> snapshot.read(tx -> 1)).isInstanceOf(IllegalStateException.class);
    snapshot.close();
    assertThat(Files.exists(Path.of(databases.file() + "-wal"))).isFalse();
  }

  @EveryDatabase
  void submittedBlocksAreStoredFirst(TestDatabases databases) {
    Database db = databases.open();
    db.write(tx -> tx.execute("create table t(a)"));
    var stored =
        IntStream.range(0, 200)
            .mapToObj(i -> db.submit(tx -> tx.execute("insert into t values (?)", i)))
            .toList();
    db.close();
    assertThat(stored).allSatisfy(future -> assertThat(future.join()).isOne());
  }

  @Test
  void nothingIsLeftAfterAThousandOpens(TestDatabases databases) {
    DatabaseOptions options = DatabaseOptions.defaults().durability(Durability.OFF).readers(2);
    openAndUse(databases.file(), options, 100);
    ProcessUsage before = ProcessUsage.now();
    openAndUse(databases.file(), options, OPENS);
    ProcessUsage after = ProcessUsage.now();
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2); // the JVM has its own
    assertThat(after.descriptors()).isEqualTo(before.descriptors());
    assertThat(after.nativeBytes() - before.nativeBytes())
        .as("native bytes more after %d opens", OPENS)
        .isLessThan(2_000L * OPENS);
    assertThat(ProcessUsage.openFiles(databases.file())).isEmpty();
  }

  private static void openAndUse(Path file, DatabaseOptions options, int times) {
    for (int i = 0; i < times; i++) {
      try (Database db = Database.open(file, options)) {
        db.write(tx -> tx.execute("create table if not exists t(a)"));
        assertThat(count(db)).isZero();
      }
    }
  }
}
