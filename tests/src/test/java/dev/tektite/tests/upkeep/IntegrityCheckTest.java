package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.MaintenanceProgress.Unit;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage is a result, not an exception; what is no database at all is an exception.
class IntegrityCheckTest {
  private static final DatabaseOptions TURNS = DatabaseOptions.defaults().wal(false);

  @TempDir Path folder;

  @EveryDatabase
  void aSoundDatabaseHasNoProblems(Database db) {
    Fill.table(db, 1_000);
    IntegrityReport full = db.maintenance().integrityCheck();
    assertThat(full.isOk()).isTrue();
    assertThat(full.depth()).isEqualTo(CheckDepth.FULL);
    assertThat(full.table()).isNull();
    assertThat(full.took()).isPositive();
    assertThat(db.maintenance().quickCheck().problems()).isEmpty();
    assertThat(db.maintenance().integrityCheck("t").table()).isEqualTo("t");
    assertThatThrownBy(() -> db.maintenance().integrityCheck("missing"))
        .isInstanceOf(DatabaseException.Rejected.class);
  }

  @Test
  void aDamagedPageIsAProblem() throws Exception {
    Path file = folder.resolve("a.db");
    Damage.page(file);
    for (DatabaseOptions options : List.of(DatabaseOptions.defaults(), TURNS)) {
      try (Database db = Database.open(file, options)) {
        assertThat(db.maintenance().integrityCheck().problems()).isNotEmpty();
        assertThat(db.maintenance().quickCheck().problems()).isNotEmpty();
        assertThat(db.maintenance().integrityCheck("t").problems()).isNotEmpty();
      }
    }
  }

  @Test
  void onlyAFullCheckComparesIndexesToTables() {
    Path file = folder.resolve("a.db");
    Damage.index(file);
    try (Database db = Database.open(file)) {
      assertThat(db.maintenance().quickCheck().problems()).isEmpty();
      assertThat(db.maintenance().integrityCheck().problems())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).contains("missing from index i"));
    }
  }

  @Test
  void aFileWithADamagedSchemaIsNotOpened() throws Exception {
    Path file = folder.resolve("a.db");
    try (Database db = Database.open(file)) {
      Fill.table(db, 10);
    }
    Damage.overwrite(file, Damage.PAGE_BYTES - 30, "(".repeat(20).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(DatabaseException.Unreadable.class)
        .hasMessageContaining("malformed database schema (t)");
  }

  @Test
  void aFileThatIsNoDatabaseIsAnError() throws Exception {
    Path file = folder.resolve("a.db");
    try (Database db = Database.open(file)) {
      Fill.table(db, 10);
      db.maintenance().vacuum();
    }
    byte[] noise = "this is no database at all, ".repeat(20).getBytes(StandardCharsets.UTF_8);
    Damage.overwrite(file, 0, noise);
    assertThatThrownBy(() -> Database.open(file)).isInstanceOf(DatabaseException.Unreadable.class);
  }

  @EveryDatabase
  void itTellsHowFarItHasComeAndCanBeStopped(Database db, Steps steps) {
    Fill.table(db, 3_000);
    List<MaintenanceProgress> told = new ArrayList<>();
    db.maintenance().reporting(told::add).integrityCheck();
    assertThat(told).isNotEmpty();
    assertThat(told.getLast().work()).isEqualTo("integrity check");
    assertThat(told.getLast().unit()).isEqualTo(Unit.STEPS);
    assertThat(told.getLast().total()).isEqualTo(-1);
    steps.startToFail(
        "operator",
        () -> {
          Thread.currentThread().interrupt();
          db.maintenance().integrityCheck();
        });
    assertThat(steps.outcome("operator"))
        .satisfiesAnyOf(
            outcome -> assertThat(outcome).isNull(), // it was over before
            outcome -> assertThat(outcome).isInstanceOf(DatabaseException.Cancelled.class));
    assertThat(db.maintenance().integrityCheck().isOk()).isTrue();
  }
}
