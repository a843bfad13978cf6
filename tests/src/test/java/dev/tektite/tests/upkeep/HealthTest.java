package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.SubmitOptions;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthLimits;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.OtherProcess;
import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each reason for which `health()` is worried, provoked.
class HealthTest {
  @TempDir Path folder;

  private static DatabaseOptions limits(HealthLimits limits) {
    return DatabaseOptions.defaults().health(limits);
  }

  private static List<HealthConcern> concerns(Database db) {
    return db.health().reasons().stream().map(HealthReason::concern).toList();
  }

  private static @Nullable String text(Database db, HealthConcern concern) {
    return db.health().reasons().stream()
        .filter(reason -> reason.concern() == concern)
        .map(HealthReason::text)
        .findFirst()
        .orElse(null);
  }

  @EveryDatabase
  void nothingIsWrongAtFirst(Database db) {
    Fill.table(db, 10);
    assertThat(db.health()).isEqualTo(new Health.Healthy());
    assertThat(db.ping()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
  }

  @EveryDatabase
  void aClosedDatabaseIsUnhealthy(TestDatabases databases) {
    Database db = databases.open();
    db.close();
    assertThat(db.health()).isInstanceOf(Health.Unhealthy.class);
    assertThat(concerns(db)).containsExactly(HealthConcern.CLOSED);
    assertThatThrownBy(db::ping).isInstanceOf(IllegalStateException.class);
  }

  @EveryDatabase
  void aStuckWriterIsNamed(TestDatabases databases, Steps steps) {
    Database db = databases.open(limits(HealthLimits.defaults().turnHeld(Duration.ZERO)));
    steps.start("culprit", () -> db.named("import").write(tx -> steps.atAndAwait("in", "looked")));
    steps.await("in");
    Health health = db.health();
    String text = text(db, HealthConcern.WRITER_STUCK);
    steps.at("looked");
    assertThat(health).isInstanceOf(Health.Unhealthy.class);
    assertThat(text).contains("import", "culprit");
  }

  @EveryDatabase
  void longMaintenanceOnlyDegrades(TestDatabases databases, Steps steps) {
    Database db = databases.open(limits(HealthLimits.defaults().turnHeld(Duration.ZERO)));
    Fill.table(db, 1_000);
    steps.start(
        "operator",
        () -> db.maintenance().reporting(p -> steps.atAndAwait("in", "looked")).vacuum());
    steps.await("in");
    Health health = db.health();
    String text = text(db, HealthConcern.LONG_MAINTENANCE);
    steps.at("looked");
    assertThat(health).isInstanceOf(Health.Degraded.class);
    assertThat(text).contains("vacuum", "operator");
  }

  @EveryDatabase
  void aLongQueueOfWriters(TestDatabases databases, Steps steps) {
    Database db = databases.open(limits(HealthLimits.defaults().waitingBlocks(1)));
    steps.start("first", () -> db.write(tx -> steps.atAndAwait("in", "looked")));
    steps.await("in");
    for (String name : List.of("second", "third")) {
      steps.start(name, () -> db.write(tx -> {}));
      steps.awaitParked(name);
    }
    List<HealthConcern> concerns = concerns(db);
    steps.at("looked");
    assertThat(concerns).containsExactly(HealthConcern.LONG_QUEUE);
    steps.until("all to have written", () -> db.status().writer().waiting() == 0);
    assertThat(concerns(db)).isEmpty();
  }

  @EveryDatabase
  void aFullQueueOfSubmittedBlocks(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            limits(HealthLimits.defaults().submittedPercent(74))
                .submit(SubmitOptions.nonBlocking().capacity(4)));
    steps.start("writer", () -> db.write(tx -> steps.atAndAwait("in", "looked")));
    steps.await("in");
    var few = List.of(1, 2).stream().map(i -> db.submit(tx -> i)).toList();
    assertThat(text(db, HealthConcern.LONG_QUEUE)).as("with 2 blocks of 4").isNull();
    var oneMore = db.submit(tx -> 3);
    String text = text(db, HealthConcern.LONG_QUEUE);
    steps.at("looked");
    assertThat(text).contains("75 % full", "3 blocks");
    assertThat(few).allSatisfy(result -> assertThat(result.join()).isPositive());
    assertThat(oneMore.join()).isEqualTo(3);
  }

  @EveryDatabase(DatabaseMode.FILE)
  void anOldReaderAndTheLargeLogThatItKeeps(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            limits(HealthLimits.defaults().readAge(Duration.ZERO).logBytes(100_000))
                .walPolicy(WalPolicy.defaults().warnReadAge(Duration.ofHours(1))));
    Fill.table(db, 10);
    steps.start(
        "culprit",
        () ->
            db.named("report")
                .read(tx -> {
                  Fill.countIn(tx);
                  steps.atAndAwait("reading", "looked");
                  return 0;
                }));
    steps.await("reading");
    Fill.rows(db, 1_000);
    steps.until(
        "the log to be large",
        () -> concerns(db).equals(List.of(HealthConcern.LARGE_LOG, HealthConcern.OLD_READER)));
    assertThat(text(db, HealthConcern.OLD_READER)).contains("report", "culprit");
    assertThat(db.health()).isInstanceOf(Health.Degraded.class);
    steps.at("looked");
  }

  @EveryDatabase(DatabaseMode.FILE)
  void anOldSnapshot(TestDatabases databases) {
    Database db = databases.open(limits(HealthLimits.defaults().readAge(Duration.ZERO)));
    Fill.table(db, 10);
    try (var _ = db.snapshot()) {
      assertThat(concerns(db)).containsExactly(HealthConcern.OLD_READER);
    }
    assertThat(concerns(db)).isEmpty();
  }

  @EveryDatabase(DatabaseMode.FILE)
  void refusedWrites(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .walPolicy(
                    WalPolicy.defaults()
                        .passiveBytes(4_096)
                        .resetBytes(4_096)
                        .truncateBytes(100_000)
                        .ceilingBytes(100_000)
                        .atCeiling(AtCeiling.REFUSE_WRITES)));
    Fill.table(db, 10);
    try (var snapshot = db.snapshot()) {
      Fill.rows(db, 1_000);
      steps.until(
          "writes to be refused", () -> concerns(db).contains(HealthConcern.WRITES_REFUSED));
      assertThat(db.health()).isInstanceOf(Health.Unhealthy.class);
      assertThat(snapshot.<Long>read(Fill::countIn)).isEqualTo(10);
    }
    steps.until("writes to be admitted again", () -> concerns(db).isEmpty());
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void aDiskThatIsNearlyFull(TestDatabases databases) {
    Database db = databases.open(limits(HealthLimits.defaults().freeDiskBytes(Long.MAX_VALUE)));
    assertThat(concerns(db)).containsExactly(HealthConcern.DISK_NEARLY_FULL);
    assertThat(text(db, HealthConcern.DISK_NEARLY_FULL)).containsPattern("\\d+ bytes");
    assertThat(db.health()).isInstanceOf(Health.Degraded.class);
  }

  @Test
  void aDamagedPageIsRememberedUntilACheckFindsNone() throws Exception {
    Path file = folder.resolve("a.db");
    Damage.page(file);
    try (Database db = Database.open(file)) {
      assertThat(concerns(db)).isEmpty();
      assertThatThrownBy(() -> db.read(tx -> tx.query("select b from t").asText().list()))
          .isInstanceOf(DatabaseException.Unreadable.class);
      assertThat(concerns(db)).containsExactly(HealthConcern.CORRUPT);
      assertThat(db.health()).isInstanceOf(Health.Unhealthy.class);
      assertThat(text(db, HealthConcern.CORRUPT)).contains("A block met damage", "malformed");
      db.maintenance().quickCheck();
      assertThat(concerns(db)).containsExactly(HealthConcern.CORRUPT, HealthConcern.CORRUPT);
    }
  }

  @Test
  void damageIsSeenInWriteBlocksSubmittedBlocksAndSnapshots() throws Exception {
    Path file = folder.resolve("a.db");
    Damage.page(file);
    String sql = "update t set b = b || 'x' where b > ''";
    try (Database db = Database.open(file)) {
      assertThatThrownBy(() -> db.write(tx -> tx.execute(sql)))
          .isInstanceOf(DatabaseException.class);
      assertThat(concerns(db)).containsExactly(HealthConcern.CORRUPT);
    }
    try (Database db = Database.open(file)) {
      assertThat(db.submit(tx -> tx.execute(sql))).failsWithin(Duration.ofSeconds(30));
      assertThat(concerns(db)).containsExactly(HealthConcern.CORRUPT);
    }
    try (Database db = Database.open(file);
        var snapshot = db.snapshot()) {
      assertThatThrownBy(() -> snapshot.read(tx -> tx.query("select b from t").asText().list()))
          .isInstanceOf(DatabaseException.Unreadable.class);
      assertThat(concerns(db)).containsExactly(HealthConcern.CORRUPT);
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void anotherProcessThatHoldsTheLock(TestDatabases databases, Steps steps) {
    Database db = databases.open(limits(HealthLimits.defaults().foreignLock(Duration.ZERO)));
    Fill.table(db, 10);
    try (OtherProcess other = OtherProcess.jvm(databases.file())) {
      other.ask("begin immediate");
      steps.start("writer", () -> Fill.rows(db, 1));
      steps.until(
          "the lock to be noticed", () -> concerns(db).contains(HealthConcern.FOREIGN_LOCK));
      assertThat(concerns(db)).containsExactly(HealthConcern.FOREIGN_LOCK);
      assertThat(text(db, HealthConcern.FOREIGN_LOCK)).contains("Another process");
      other.ask("rollback");
      steps.until("the lock to be free", () -> concerns(db).isEmpty());
    }
  }

  @EveryDatabase(DatabaseMode.FILE)
  void backupsThatFailAndThatAreOverdue(TestDatabases databases, Steps steps) throws Exception {
    var clock = new TestClock();
    Database db = databases.open();
    Fill.table(db, 10);
    Path backups = databases.folder().resolve("backups");
    try (var schedule =
        db.backups(backups, BackupSchedule.every(Duration.ofHours(1)).clock(clock))) {
      schedule.backupNow();
      assertThat(concerns(db)).isEmpty();
      Files.move(backups, databases.folder().resolve("away"));
      Files.createFile(backups);
      clock.moveOn(Duration.ofMinutes(61));
      steps.until("a backup to have failed", () -> !concerns(db).isEmpty());
      assertThat(concerns(db)).containsExactly(HealthConcern.BACKUP_FAILED);
      assertThat(text(db, HealthConcern.BACKUP_FAILED)).contains(backups.toString());
      clock.moveOn(Duration.ofMinutes(61));
      assertThat(concerns(db))
          .containsExactly(HealthConcern.BACKUP_FAILED, HealthConcern.BACKUP_OVERDUE);
      assertThat(db.health()).isInstanceOf(Health.Degraded.class);
    }
    assertThat(concerns(db)).isEmpty();
    Files.delete(backups);
  }

  @EveryDatabase(DatabaseMode.FILE)
  void aPingGivesUpInTime(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(DatabaseOptions.defaults().readers(1).waitLimit(Duration.ofMillis(10)));
    steps.start(
        "reader",
        () ->
            db.read(tx -> {
              steps.atAndAwait("reading", "pinged");
              return 0;
            }));
    steps.await("reading");
    assertThatThrownBy(db::ping).isInstanceOf(DatabaseException.Busy.class);
    steps.at("pinged");
  }
}
