package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.util.stream.IntStream;

/// What `status()` says is what has happened.
class StatusTest {
  @EveryDatabase
  void blocksAndCommitsAddUp(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    for (int i = 0; i < 10; i++) {
      db.write(tx -> tx.execute("insert into t values (1)"));
    }
    DatabaseStatus status = db.status();
    assertThat(status.writer().blocks()).isEqualTo(11);
    assertThat(status.writer().commits()).isEqualTo(11);
    assertThat(status.writer().blocksPerCommit()).isEqualTo(1);
    assertThat(status.writer().holder()).isNull();
    assertThat(status.writer().waiting()).isZero();
  }

  @EveryDatabase
  void statementsAddUp(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    DatabaseStatus.Statements before = db.status().statements();
    for (int i = 0; i < 5; i++) {
      db.write(tx -> tx.execute("insert into t values (1)"));
    }
    DatabaseStatus.Statements after = db.status().statements();
    assertThat(after.misses() - before.misses()).isOne();
    assertThat(after.hits() - before.hits()).isEqualTo(4);
  }

  @EveryDatabase
  void theSizeIsThatOfTheNewestCommit(Database db) {
    fill(db, 1_000);
    DatabaseStatus full = db.status();
    assertThat(full.file().pageBytes()).isEqualTo(4096);
    assertThat(full.file().pages()).isEqualTo(pragma(db, "page_count"));
    assertThat(full.file().bytes()).isGreaterThan(1_000_000);
    db.write(tx -> tx.execute("delete from t"));
    DatabaseStatus empty = db.status();
    assertThat(empty.file().freePages()).isEqualTo(pragma(db, "freelist_count")).isPositive();
    assertThat(empty.file().freeShare()).isGreaterThan(0.9);
  }

  @EveryDatabase
  void cacheAndMemoryAreThoseOfAllConnections(Database db) {
    fill(db, 1_000);
    DatabaseStatus.Cache before = db.status().cache();
    db.read(tx -> tx.query("select count(*) from t where a is null").asLong().one());
    DatabaseStatus.Cache after = db.status().cache();
    assertThat(after.hits() + after.misses() - before.hits() - before.misses())
        .as("pages that were asked for")
        .isGreaterThan(250);
    assertThat(after.memoryBytes()).isGreaterThan(1_000_000);
    assertThat(after.hitRatio()).isBetween(0.0, 1.0);
  }

  @EveryDatabase
  void aFullCacheSpills(TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.minimal().cacheBytes(40_960));
    fill(db, 2_000);
    DatabaseStatus.Cache cache = db.status().cache();
    if (databases.mode() != DatabaseMode.MEMORY) {
      assertThat(cache.writes()).isGreaterThan(500);
      assertThat(cache.spills()).isPositive();
    }
  }

  @EveryDatabase(DatabaseMode.FILE)
  void aReaderInUseCountsWithItsOlderFigures(Database db, Steps steps) {
    fill(db, 1_000);
    db.read(tx -> tx.query("select count(*) from t").asLong().one());
    long before = db.status().cache().memoryBytes();
    steps.start(
        "reader",
        () ->
            db.read(tx -> {
              steps.atAndAwait("reading", "asked");
              return 0;
            }));
    steps.await("reading");
    DatabaseStatus status = db.status();
    steps.at("asked");
    assertThat(status.readers().inUse()).isOne();
    assertThat(status.readers().inUseBy()).contains("reader");
    assertThat(status.cache().memoryBytes()).isGreaterThanOrEqualTo(before / 2);
  }

  @EveryDatabase(DatabaseMode.FILE)
  void figuresOfClosedSnapshotsStayInTheSums(Database db) {
    fill(db, 1_000);
    long before = db.status().statements().misses();
    try (var snapshot = db.snapshot()) {
      snapshot.<Long>read(tx -> tx.query("select count(*) from t").asLong().one());
      assertThat(db.status().statements().misses()).isEqualTo(before + 1);
    }
    assertThat(db.status().statements().misses()).isEqualTo(before + 1);
  }

  private static void fill(Database db, int rows) {
    db.write(tx -> {
      tx.execute("create table t(a integer, b text)");
      tx.executeBatch(
          "insert into t values (?, ?)",
          IntStream.range(0, rows).mapToObj(i -> new Object[] {i, "x".repeat(1_000)}));
    });
  }

  private static long pragma(Database db, String name) {
    return db.<Long>read(tx -> tx.query("pragma " + name).asLong().one());
  }
}
