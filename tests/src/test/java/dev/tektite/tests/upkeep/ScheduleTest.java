package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.MaintenanceSchedule;
import dev.tektite.maintenance.MaintenanceTask;
import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthReason;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each part of a schedule runs when its time has come, and not before; all of it ends at close.
class ScheduleTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private final TestClock clock = new TestClock();

  private DatabaseOptions options(MaintenanceSchedule schedule) {
    return DatabaseOptions.defaults().durability(Durability.OFF).maintenance(schedule.clock(clock));
  }

  private static boolean wasChecked(Database db) {
    return db.maintenance().plan().stream()
        .noneMatch(advice -> advice.task() == MaintenanceTask.INTEGRITY_CHECK);
  }

  private static boolean hasTimetable() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("tektite-timetable"));
  }

  @EveryDatabase
  void integrityIsCheckedWhenItsTimeHasCome(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            options(
                MaintenanceSchedule.none().integrityEvery(DAY).integrityDepth(CheckDepth.QUICK)));
    Fill.table(db, 10);
    clock.moveOn(DAY.minusSeconds(1));
    assertThat(wasChecked(db)).isFalse();
    clock.moveOn(Duration.ofSeconds(1));
    steps.until("the file to have been checked", () -> wasChecked(db));
  }

  @Test
  void theDepthDecidesWhatAScheduledCheckFinds() {
    Path file = folder.resolve("a.db");
    Damage.index(file);
    for (CheckDepth depth : CheckDepth.values()) {
      MaintenanceSchedule schedule =
          MaintenanceSchedule.none().integrityEvery(DAY).integrityDepth(depth);
      try (var steps = new Steps();
          Database db = Database.open(file, options(schedule))) {
        clock.moveOn(DAY);
        steps.until("the file to have been checked", () -> wasChecked(db));
        assertThat(db.health().reasons())
            .extracting(HealthReason::concern)
            .isEqualTo(depth == CheckDepth.FULL ? List.of(HealthConcern.CORRUPT) : List.of());
      }
    }
  }

  @EveryDatabase
  void statisticsAreRenewedAgainAndAgain(TestDatabases databases, Steps steps) {
    Database db = databases.open(options(MaintenanceSchedule.none().optimizeEvery(DAY)));
    Fill.table(db, 10);
    for (String column : List.of("a", "b")) {
      db.write(tx -> tx.execute("create index i_%s on t(%s)".formatted(column, column)));
      assertThat(isOutdated(db)).isTrue();
      untilDone(steps, "statistics to have been renewed", () -> !isOutdated(db));
    }
  }

  private static boolean isOutdated(Database db) {
    return db.maintenance().plan().stream()
        .anyMatch(advice -> advice.task() == MaintenanceTask.OPTIMIZE);
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void freePagesAreGivenBackStepByStep(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            options(
                    MaintenanceSchedule.none()
                        .incrementalVacuumEvery(DAY)
                        .incrementalVacuumPages(50))
                .autoVacuum(AutoVacuum.INCREMENTAL));
    Fill.table(db, 1_000);
    db.write(tx -> tx.execute("delete from t"));
    long free = Fill.pragma(db, "freelist_count");
    clock.moveOn(DAY);
    steps.until(
        "50 pages to have been given back", () -> free - Fill.pragma(db, "freelist_count") >= 50);
    assertThat(free - Fill.pragma(db, "freelist_count")).isLessThan(60);
    untilDone(
        steps,
        "50 more to have been given back",
        () -> free - Fill.pragma(db, "freelist_count") >= 100);
  }

  /// Lets days pass: the next interval begins when the former run has ended, which is a little
  /// after its work can be seen.
  private void untilDone(Steps steps, String what, BooleanSupplier done) {
    steps.until(
        what,
        () -> {
          clock.moveOn(DAY);
          return done.getAsBoolean();
        });
  }

  @Test
  void afterACrashTheFileIsChecked() throws Exception {
    Path file = folder.resolve("a.db");
    MaintenanceSchedule schedule = MaintenanceSchedule.none().checkedAfterCrash(true);
    try (Database db = Database.open(file, options(schedule));
        var steps = new Steps()) {
      Fill.table(db, 10);
      copyAsAfterACrash(file, folder.resolve("crashed.db"));
      assertThat(wasChecked(db)).as("a new file").isFalse();
      try (Database crashed = Database.open(folder.resolve("crashed.db"), options(schedule))) {
        steps.until("the crashed file to have been checked", () -> wasChecked(crashed));
        assertThat(Fill.count(crashed)).isEqualTo(10);
      }
    }
  }

  @Test
  void withoutAScheduleThePlanSaysThatItHadCrashed() throws Exception {
    Path file = folder.resolve("a.db");
    try (Database db = Database.open(file)) {
      Fill.table(db, 10);
      copyAsAfterACrash(file, folder.resolve("crashed.db"));
      assertThat(db.maintenance().plan().getFirst().reason()).doesNotContain("crash");
    }
    try (Database crashed = Database.open(folder.resolve("crashed.db"))) {
      assertThat(crashed.maintenance().plan().getFirst().reason()).contains("crash");
    }
  }

  /// Copies a file with its log, by another process: this one must not open it.
  private static void copyAsAfterACrash(Path from, Path to) throws Exception {
    for (String suffix : List.of("", "-wal")) {
      var copy = new ProcessBuilder("cp", from + suffix, to + suffix).inheritIO().start();
      assertThat(copy.waitFor()).isZero();
    }
    assertThat(Files.size(Path.of(to + "-wal"))).isGreaterThan(1_000);
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void whatFailsIsToldByTheHealthUntilItSucceeds(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            options(MaintenanceSchedule.none().optimizeEvery(DAY))
                .waitLimit(Duration.ofMillis(20)));
    Fill.table(db, 10);
    db.write(tx -> tx.execute("create index i on t(b)"));
    try (OtherProcess other = OtherProcess.jvm(databases.file())) {
      other.ask("begin immediate");
      clock.moveOn(DAY);
      steps.until("it to have failed", () -> !db.health().reasons().isEmpty());
      assertThat(db.health().reasons())
          .anySatisfy(reason -> assertThat(reason.text()).contains("optimize", "another process"))
          .extracting(HealthReason::concern)
          .contains(HealthConcern.MAINTENANCE_FAILED);
      other.ask("rollback");
    }
    clock.moveOn(DAY);
    steps.until("it to have succeeded", () -> db.health().reasons().isEmpty());
  }

  @Test
  void thereIsNoThreadWhereNothingIsScheduled() {
    try (var steps = new Steps();
        Database db = Database.temporary(options(MaintenanceSchedule.recommended()))) {
      assertThat(hasTimetable()).isTrue();
      db.close();
      steps.until("the thread to have ended", () -> !hasTimetable());
    }
  }

  @Test
  void closeStopsWhatIsUnderWay() {
    try (var steps = new Steps()) {
      Database db = Database.temporary(options(MaintenanceSchedule.none().integrityEvery(DAY)));
      Fill.table(db, 20_000);
      db.write(tx -> tx.execute("create index i on t(b)"));
      clock.moveOn(DAY);
      steps.until("the check to run", () -> db.status().readers().snapshots() == 1);
      db.close();
      steps.until("the thread to have ended", () -> !hasTimetable());
      assertThat(db.health().reasons())
          .extracting(HealthReason::concern)
          .containsExactly(HealthConcern.CLOSED);
    }
  }

  @Test
  void intervalsMustBePositive() {
    assertThatThrownBy(() -> MaintenanceSchedule.none().integrityEvery(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> MaintenanceSchedule.none().incrementalVacuumPages(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
