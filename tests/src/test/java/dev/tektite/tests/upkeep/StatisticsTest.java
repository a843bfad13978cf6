package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.MaintenanceSchedule;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Statistics reach the query planner of every connection.
class StatisticsTest {
  private static final String QUERY = "select * from t where a = 1 and b = 1";

  /// Two indexes of which one is of no use, which only statistics tell.
  private static void fill(Database db) {
    db.write(tx -> {
      tx.execute("create table t(a, b)");
      tx.execute("create index useless on t(a)");
      tx.execute("create index useful on t(b)");
      tx.executeBatch(
          "insert into t values (1, ?)", IntStream.range(0, 2_000).mapToObj(i -> new Object[] {i}));
    });
  }

  /// How a query is run. It is run first, since only then a connection looks at the schema anew.
  private static String plan(Database db) {
    String text = "explain query plan %s -- %d".formatted(QUERY, System.nanoTime());
    return db.<List<String>>read(
            tx -> {
              tx.query(QUERY).map(row -> row.asLong(0)).list();
              return tx.query(text).map(row -> row.asText("detail")).list();
            })
        .toString();
  }

  @EveryDatabase
  void readersThatAreOpenGoByNewStatistics(Database db) {
    fill(db);
    assertThat(plan(db)).contains("USING INDEX");
    db.maintenance().analyze();
    assertThat(plan(db)).contains("useful");
    db.write(tx -> {
      tx.execute("update t set a = b, b = 1");
    });
    db.maintenance().analyze("t");
    assertThat(plan(db)).contains("useless");
  }

  @EveryDatabase
  void optimizeSeesToMissingStatisticsOnce(Database db) {
    fill(db);
    db.write(tx -> tx.execute("create table without_index(a)"));
    assertThat(db.maintenance().optimize()).containsExactly("t");
    assertThat(plan(db)).contains("useful");
    assertThat(db.maintenance().optimize()).isEmpty();
  }

  @EveryDatabase
  void optimizeSeesThatATableHasGrownAlthoughOnlyReadersHaveQueriedIt(Database db) {
    fill(db);
    db.maintenance().optimize();
    db.write(tx ->
        tx.executeBatch(
            "insert into t values (1, ?)",
            IntStream.range(0, 60_000).mapToObj(i -> new Object[] {i})));
    assertThat(plan(db)).contains("useful");
    assertThat(db.maintenance().optimize()).containsExactly("t");
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void closeBringsThemUpToDateUnlessToldNotTo(TestDatabases databases) {
    DatabaseOptions options = DatabaseOptions.defaults();
    try (Database db =
        databases.open(options.maintenance(MaintenanceSchedule.none().optimizedAtClose(false)))) {
      fill(db);
    }
    try (Database db = databases.open(options)) {
      assertThat(hasStatistics(db)).isFalse();
    }
    try (Database db = databases.open(options)) {
      assertThat(hasStatistics(db)).isTrue();
    }
  }

  private static boolean hasStatistics(Database db) {
    return db.<Long>read(tx ->
        tx.query("select count(*) from sqlite_schema where name = 'sqlite_stat1'").asLong().one())
        == 1;
  }

  @EveryDatabase
  void namesMayHaveQuotes(Database db) {
    db.write(tx -> {
      tx.execute("create table \"quote\"\"table\"(a)");
      tx.execute("create index i on \"quote\"\"table\"(a)");
      tx.execute("insert into \"quote\"\"table\" values (1)");
    });
    assertThat(db.maintenance().optimize()).containsExactly("quote\"table");
    db.maintenance().analyze("quote\"table");
    assertThat(db.maintenance().integrityCheck("quote\"table").isOk()).isTrue();
    assertThat(db.maintenance().foreignKeyCheck("quote\"table")).isEmpty();
    assertThatThrownBy(() -> db.maintenance().analyze("missing"))
        .isInstanceOf(DatabaseException.Rejected.class);
  }

  @EveryDatabase
  void analyzeTellsHowManyTablesAreDone(Database db) {
    fill(db);
    db.write(tx -> tx.execute("create table u(a)"));
    List<MaintenanceProgress> told = new ArrayList<>();
    db.maintenance().reporting(told::add).analyze();
    assertThat(told).extracting(MaintenanceProgress::done).containsExactly(1L, 2L);
    assertThat(told).extracting(MaintenanceProgress::total).containsOnly(2L);
  }
}
