package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceTask;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plan names what is worth doing, why and by which method; what has been done is not in it.
class PlanTest {
  @TempDir Path folder;

  private static List<MaintenanceTask> tasks(Database db) {
    return db.maintenance().plan().stream().map(MaintenanceAdvice::task).toList();
  }

  @EveryDatabase
  void aCheckedDatabaseNeedsNothing(Database db) {
    Fill.table(db, 10);
    assertThat(tasks(db)).containsExactly(MaintenanceTask.INTEGRITY_CHECK);
    db.maintenance().quickCheck();
    assertThat(db.maintenance().plan()).isEmpty();
  }

  @EveryDatabase
  void manyFreePagesAskForAVacuum(Database db) {
    Fill.table(db, 1_000);
    db.maintenance().quickCheck();
    db.write(tx -> tx.execute("delete from t where a <= 200"));
    assertThat(db.maintenance().plan()).as("a fifth of the pages is free").isEmpty();
    db.write(tx -> tx.execute("delete from t where a <= 500"));
    assertThat(db.maintenance().plan())
        .singleElement()
        .satisfies(advice -> {
          assertThat(advice.task()).isEqualTo(MaintenanceTask.VACUUM);
          assertThat(advice.reason()).containsPattern("\\d+ of \\d+ pages are free \\(\\d+ %\\)");
          assertThat(advice.task().call()).isEqualTo("maintenance().vacuum()");
        });
    db.maintenance().vacuum();
    assertThat(db.maintenance().plan()).isEmpty();
  }

  @EveryDatabase(DatabaseMode.FILE)
  void whereItIsPossibleAnIncrementalOneIsEnough(TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.defaults().autoVacuum(AutoVacuum.INCREMENTAL));
    Fill.table(db, 1_000);
    db.maintenance().quickCheck();
    db.write(tx -> tx.execute("delete from t"));
    assertThat(tasks(db)).containsExactly(MaintenanceTask.INCREMENTAL_VACUUM);
    db.maintenance().incrementalVacuum(Long.MAX_VALUE);
    assertThat(tasks(db)).isEmpty();
  }

  @EveryDatabase
  void missingStatisticsAreNamedByTable(Database db) {
    Fill.table(db, 10);
    db.maintenance().quickCheck();
    db.write(tx -> tx.execute("create index i on t(b)"));
    assertThat(db.maintenance().plan())
        .singleElement()
        .satisfies(advice -> {
          assertThat(advice.task()).isEqualTo(MaintenanceTask.OPTIMIZE);
          assertThat(advice.reason()).contains("1 tables").endsWith(": t");
        });
    db.maintenance().optimize();
    assertThat(db.maintenance().plan()).isEmpty();
  }

  @Test
  void aDamagedFileAsksForABackup() throws Exception {
    Path file = folder.resolve("a.db");
    Damage.page(file);
    try (Database db = Database.open(file)) {
      db.maintenance().quickCheck();
      assertThat(tasks(db)).startsWith(MaintenanceTask.RESTORE);
    }
  }
}
