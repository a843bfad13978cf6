package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.MaintenanceProgress.Unit;
import dev.tektite.maintenance.VacuumReport;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Free pages are given back, with figures; others are told who has the turn meanwhile.
class VacuumTest {
  private static final DatabaseOptions INCREMENTAL =
      DatabaseOptions.defaults().autoVacuum(AutoVacuum.INCREMENTAL);

  @EveryDatabase
  void aVacuumLeavesNoFreePages(Database db) {
    Fill.table(db, 2_000);
    db.write(tx -> tx.execute("delete from t where a % 10 <> 0"));
    VacuumReport report = db.maintenance().vacuum();
    assertThat(report.before().freePages()).isGreaterThan(report.before().pages() / 2);
    assertThat(report.after().freePages()).isZero();
    assertThat(report.after().pages()).isEqualTo(Fill.pragma(db, "page_count"));
    assertThat(report.freedBytes())
        .isEqualTo((report.before().pages() - report.after().pages()) * 4096)
        .isPositive();
    assertThat(report.took()).isPositive();
    assertThat(Fill.count(db)).isEqualTo(200);
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void theFileIsShorterAfterwards(TestDatabases databases) throws Exception {
    long before;
    try (Database db = databases.open()) {
      Fill.table(db, 2_000);
    }
    before = Files.size(databases.file());
    try (Database db = databases.open()) {
      db.write(tx -> tx.execute("delete from t where a % 10 <> 0"));
      db.maintenance().vacuum();
    }
    assertThat(Files.size(databases.file())).isLessThan(before / 5);
  }

  @EveryDatabase
  void newDatabasesAreCreatedForIncrementalVacuum(TestDatabases databases) {
    Database db = databases.open(INCREMENTAL);
    boolean file = databases.mode() != DatabaseMode.MEMORY;
    assertThat(Fill.pragma(db, "auto_vacuum")).isEqualTo(file ? 2 : 0);
    assertThat(db.maintenance().autoVacuum())
        .isEqualTo(file ? AutoVacuum.INCREMENTAL : AutoVacuum.NONE);
  }

  @EveryDatabase(DatabaseMode.FILE)
  void anExistingDatabaseStaysAsItIs(TestDatabases databases) {
    try (Database db = databases.open(INCREMENTAL)) {
      Fill.table(db, 10);
    }
    try (Database db = databases.open(DatabaseOptions.defaults())) {
      assertThat(db.maintenance().autoVacuum()).isEqualTo(AutoVacuum.INCREMENTAL);
      db.maintenance().vacuum();
      assertThat(db.maintenance().autoVacuum()).isEqualTo(AutoVacuum.INCREMENTAL);
    }
    try (Database db = databases.open(DatabaseOptions.defaults().autoVacuum(AutoVacuum.FULL))) {
      assertThat(db.maintenance().autoVacuum()).isEqualTo(AutoVacuum.INCREMENTAL);
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void pagesAreGivenBackInSteps(TestDatabases databases) {
    Database db = databases.open(INCREMENTAL);
    Fill.table(db, 4_000);
    db.write(tx -> tx.execute("delete from t"));
    List<MaintenanceProgress> told = new ArrayList<>();
    VacuumReport report = db.maintenance().reporting(told::add).incrementalVacuum(500);
    long freed = report.before().pages() - report.after().pages();
    assertThat(freed).as("pages, those of the map of pages included").isBetween(500L, 505L);
    assertThat(told)
        .extracting(MaintenanceProgress::done)
        .hasSize(3)
        .isSorted()
        .last()
        .isEqualTo(500L);
    assertThat(told)
        .allSatisfy(each -> {
          assertThat(each.total()).isEqualTo(500);
          assertThat(each.unit()).isEqualTo(Unit.PAGES);
        });
    VacuumReport rest = db.maintenance().incrementalVacuum(Long.MAX_VALUE);
    assertThat(rest.after().freePages()).isZero();
  }

  @EveryDatabase
  void incrementalVacuumDoesNothingWhereItCannot(Database db) {
    Fill.table(db, 1_000);
    db.write(tx -> tx.execute("delete from t"));
    VacuumReport report = db.maintenance().incrementalVacuum(100);
    assertThat(report.after().pages()).isEqualTo(report.before().pages());
  }

  @EveryDatabase
  void theModeCanBeChanged(Database db) {
    Fill.table(db, 100);
    for (AutoVacuum mode : List.of(AutoVacuum.FULL, AutoVacuum.INCREMENTAL, AutoVacuum.NONE)) {
      db.maintenance().autoVacuum(mode);
      assertThat(db.maintenance().autoVacuum()).isEqualTo(mode);
      assertThat(Fill.pragma(db, "auto_vacuum")).isEqualTo(mode.ordinal());
    }
    assertThat(Fill.count(db)).isEqualTo(100);
  }

  @EveryDatabase
  void whoWaitsInVainIsToldWhoHasTheTurn(Database db, Steps steps) {
    Fill.table(db, 3_000);
    steps.start(
        "operator",
        () ->
            db.maintenance()
                .reporting(progress -> {
                  steps.atAndAwait("in the vacuum", "told");
                })
                .vacuum());
    steps.await("in the vacuum");
    assertThatThrownBy(() ->
            db.with(BlockOptions.defaults().waitLimit(Duration.ofMillis(20)))
                .write(tx -> tx.execute("delete from t")))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("maintenance \"vacuum\" of thread operator has had it for");
    steps.at("told");
    assertThat(steps.outcome("operator")).isNull();
    assertThat(Fill.count(db)).isEqualTo(3_000);
  }

  @EveryDatabase
  void anInterruptStopsItAndNothingIsLost(Database db, Steps steps) {
    Fill.table(db, 5_000);
    db.write(tx -> tx.execute("create index i on t(b)"));
    db.write(tx -> tx.execute("delete from t where a % 10 <> 0"));
    long pages = Fill.pragma(db, "page_count");
    steps.startToFail(
        "operator",
        () -> db.maintenance().reporting(progress -> Thread.currentThread().interrupt()).vacuum());
    Throwable outcome = steps.outcome("operator");
    if (outcome != null) { // else it was over before
      assertThat(outcome)
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("vacuum")
          .hasMessageContaining("interrupted");
      assertThat(Fill.pragma(db, "page_count")).isEqualTo(pages);
    }
    assertThat(Fill.count(db)).isEqualTo(500);
    db.write(tx -> tx.execute("delete from t where a > 100"));
  }

  @EveryDatabase
  void aListenerThatThrowsStopsIt(Database db) {
    Fill.table(db, 3_000);
    assertThatThrownBy(() ->
            db.maintenance()
                .reporting(progress -> {
                  throw new UnsupportedOperationException("enough");
                })
                .vacuum())
        .hasStackTraceContaining("enough");
    assertThat(Fill.count(db)).isEqualTo(3_000);
    assertThat(db.maintenance().vacuum().after().freePages()).isZero();
  }

  @EveryDatabase
  void itIsRefusedInABlock(Database db) {
    assertThatThrownBy(() -> db.write(tx -> db.maintenance().vacuum()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do not nest");
  }

  @EveryDatabase(DatabaseMode.FILE)
  void readersGoOnMeanwhile(Database db, Steps steps) {
    Fill.table(db, 3_000);
    steps.start(
        "operator",
        () ->
            db.maintenance()
                .reporting(progress -> {
                  steps.atAndAwait("in the vacuum", "read");
                })
                .vacuum());
    steps.await("in the vacuum");
    assertThat(Fill.count(db)).isEqualTo(3_000);
    steps.at("read");
  }
}
