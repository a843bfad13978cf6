package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.Snapshot;
import dev.tektite.sql.ReadTx;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Snapshots, whose threads go on to use them while the database is being closed.
@ExtendWith(DatabaseExtension.class)
class SnapshotCloseTest {
  private static final int ROUNDS = 20;
  private static final int THREADS = 4;

  private static long count(ReadTx tx) {
    return tx.query("select count(*) from t").asLong().one();
  }

  private static void create(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
  }

  /// Has a block hold the turn, and lets a thread close behind it.
  private static void closeBehindABlock(Database db, Steps steps) {
    steps.start("writer", () -> db.write(tx -> steps.atAndAwait("under way", "looked at")));
    steps.await("under way");
    steps.start("closer", db::close);
    steps.awaitParked("closer");
  }

  private static void letClose(Steps steps) {
    steps.at("looked at");
    assertThat(steps.outcome("writer")).isNull();
    assertThat(steps.outcome("closer")).isNull();
  }

  //   writer                    closer                    main
  //   has the turn
  //                             close: takes the
  //                             snapshot; waits
  //                                                       reads by the snapshot: refused
  //                                                       pins another: refused
  //                                                       closes the snapshot
  //   ends
  //                             closes all
  @EveryDatabase
  void whileTheDatabaseIsBeingClosedASnapshotIsRefusedAndMayBeClosed(Database db, Steps steps) {
    create(db);
    Snapshot snapshot = db.snapshot();
    closeBehindABlock(db, steps);
    assertThatThrownBy(() -> snapshot.read(SnapshotCloseTest::count))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("being closed");
    assertThatThrownBy(db::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    snapshot.close();
    letClose(steps);
    assertThatThrownBy(() -> snapshot.read(SnapshotCloseTest::count))
        .hasMessageContaining("snapshot is closed");
    snapshot.close();
  }

  //   reader                    closer
  //   reads by its snapshot
  //                             close: waits
  //   ends, closes the snapshot
  //                             closes all
  @EveryDatabase
  void aBlockUnderWayEndsFirst(Database db, Steps steps) {
    create(db);
    Snapshot snapshot = db.snapshot();
    steps.start(
        "reader",
        () -> {
          long seen =
              snapshot.read(tx -> {
                steps.atAndAwait("reading", "closing");
                return count(tx);
              });
          assertThat(seen).isZero();
          snapshot.close();
        });
    steps.await("reading");
    steps.start("closer", db::close);
    steps.awaitParked("closer");
    steps.at("closing");
    assertThat(steps.outcome("reader")).isNull();
    assertThat(steps.outcome("closer")).isNull();
  }

  //   stuck                     closer                    main
  //   reads, hears nothing
  //                             close: gives up after
  //                             12 s; the snapshots
  //                             are given back
  //                                                       one reads what it read before
  @Test
  void aCloseThatGivesUpGivesSnapshotsBack(Database db, Steps steps) {
    create(db);
    try (Snapshot snapshot = db.snapshot();
        Snapshot stuck = db.snapshot()) {
      db.write(tx -> tx.execute("insert into t values (1)"));
      steps.start(
          "stuck",
          () ->
              stuck.read(tx -> {
                steps.atAndAwait("stuck", "close has given up");
                return 1;
              }));
      steps.await("stuck");
      assertThatThrownBy(db::close).hasMessageContaining("stays open");
      steps.at("close has given up");
      assertThat(steps.outcome("stuck")).isNull();
      assertThat(snapshot.<Long>read(SnapshotCloseTest::count)).isZero();
      assertThat(db.with(BlockOptions.named("after")).<Long>read(SnapshotCloseTest::count)).isOne();
    }
  }

  //   4 threads                 main
  //   pin, read, close,
  //   again and again
  //                             close
  //   each fails with the one error
  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.MEMORY})
  void snapshotsComeAndGoWhileItIsClosed(TestDatabases databases, Steps steps) {
    for (int round = 0; round < ROUNDS; round++) {
      Database db = databases.open();
      db.write(tx -> tx.execute("create table if not exists t(a)"));
      var reads = new AtomicInteger();
      for (int i = 0; i < THREADS; i++) {
        steps.startToFail("reader %d of round %d".formatted(i, round), () -> readOn(db, reads));
      }
      steps.until("snapshots to be read", () -> reads.get() > 2 * THREADS);
      db.close();
      for (int i = 0; i < THREADS; i++) {
        assertThat(steps.outcome("reader %d of round %d".formatted(i, round)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageMatching("(?s).*(is closed|being closed).*");
      }
    }
  }

  private static void readOn(Database db, AtomicInteger reads) {
    while (true) {
      try (Snapshot snapshot = db.snapshot()) {
        assertThat(snapshot.<Long>read(SnapshotCloseTest::count)).isZero();
        reads.incrementAndGet();
      }
    }
  }
}
