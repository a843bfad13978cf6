package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Maintenance;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceSchedule;
import dev.tektite.maintenance.VacuumReport;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthLimits;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.CheckpointMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a database is kept healthy, and how one sees that it is.
class MaintenanceTourTest {
  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private void log(String line) {
    log.add(line);
  }

  private static void fill(Database db) {
    db.write(tx -> {
      tx.execute("create table note(id integer primary key, text text)");
      tx.execute("create index by_text on note(text)");
      tx.executeBatch(
          "insert into note(text) values (?)",
          IntStream.range(0, 2_000).mapToObj(i -> new Object[] {i + "x".repeat(500)}));
    });
  }

  @Test
  void theHealthIsAskedByAProbe() {
    try (Database db = Database.open(folder.resolve("notes.db"))) {
      // @start region=health
      Health health = db.health();
      int answer =
          switch (health) {
            case Health.Healthy _ -> 200;
            case Health.Degraded _ -> 200; // it works; somebody should look at it
            case Health.Unhealthy _ -> 503;
          };
      for (HealthReason reason : health.reasons()) {
        log(reason.concern() + ": " + reason.text());
      }
      // @end
      assertThat(answer).isEqualTo(200);
      assertThat(log).isEmpty();
      assertThat(db.ping()).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void thePlanIsFollowed() {
    try (Database db = Database.open(folder.resolve("notes.db"))) {
      fill(db);
      db.write(tx -> tx.execute("delete from note where id > 100"));
      // @start region=plan
      for (MaintenanceAdvice advice : db.maintenance().plan()) {
        log("%s: %s".formatted(advice.task().call(), advice.reason()));
      }
      // @end
      assertThat(log)
          .anySatisfy(line -> assertThat(line).startsWith("maintenance().integrityCheck()"))
          .anySatisfy(line -> assertThat(line).startsWith("maintenance().vacuum()"))
          .anySatisfy(line -> assertThat(line).startsWith("maintenance().optimize()"));
    }
  }

  @Test
  void maintenanceIsDoneByHand() {
    try (Database db = Database.open(folder.resolve("notes.db"))) {
      fill(db);
      db.write(tx -> tx.execute("delete from note where id > 100"));
      // @start region=by-hand
      Maintenance maintenance =
          db.maintenance().reporting(p -> log("%s: %d %s".formatted(p.work(), p.done(), p.unit())));

      IntegrityReport report = maintenance.integrityCheck(); // reads beside the blocks
      if (!report.isOk()) {
        report.problems().forEach(this::log);
      }
      VacuumReport vacuum = maintenance.vacuum(); // blocks that write wait
      log("%d bytes less".formatted(vacuum.freedBytes()));

      maintenance.optimize();
      maintenance.checkpoint(CheckpointMode.TRUNCATE);
      // @end
      assertThat(report.isOk()).isTrue();
      assertThat(vacuum.after().freePages()).isZero();
      assertThat(log).anySatisfy(line -> assertThat(line).endsWith("bytes less"));
    }
  }

  @Test
  void maintenanceIsScheduled() {
    // @start region=schedule
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .autoVacuum(AutoVacuum.INCREMENTAL) // when the file is created
            .maintenance(
                MaintenanceSchedule.recommended()
                    .integrityEvery(Duration.ofDays(30))
                    .incrementalVacuumPages(5_000))
            .health(HealthLimits.defaults().freeDiskBytes(1L << 20));
    // @end
    try (Database db = Database.open(folder.resolve("notes.db"), options)) {
      assertThat(db.maintenance().autoVacuum()).isEqualTo(AutoVacuum.INCREMENTAL);
      assertThat(db.health()).isEqualTo(new Health.Healthy());
    }
  }

  @Test
  void theStatusHasAllFigures() {
    try (Database db = Database.open(folder.resolve("notes.db"))) {
      fill(db);
      // @start region=status
      DatabaseStatus status = db.status();
      log("%.1f blocks a commit".formatted(status.writer().blocksPerCommit()));
      log("%d of %d readers in use".formatted(status.readers().inUse(), status.readers().limit()));
      log("%d of %d pages free".formatted(status.file().freePages(), status.file().pages()));
      log("%.0f %% of the pages were cached".formatted(100 * status.cache().hitRatio()));
      log("%d bytes of SQLite's memory".formatted(status.cache().memoryBytes()));
      // @end
      assertThat(log).hasSize(5);
    }
  }
}
