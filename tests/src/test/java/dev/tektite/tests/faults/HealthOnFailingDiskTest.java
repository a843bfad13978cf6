package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.testkit.faults.FileKind;
import dev.tektite.wal.WalPolicy;
import java.util.List;
import java.util.stream.IntStream;

/// What `health()` says while the disk fails, and after.
class HealthOnFailingDiskTest {
  private static List<HealthConcern> concerns(Database db) {
    return db.health().reasons().stream().map(HealthReason::concern).toList();
  }

  @EveryDatabase(DatabaseMode.FILE)
  void aCommitOfUnknownOutcomeIsUnhealthyUntilOneSucceeds(TestDatabases databases) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    Faults script = FaultVfs.install().on(databases.folder());
    Database db = databases.open(DatabaseOptions.defaults());
    db.write(tx -> tx.execute("create table t(a)"));
    script.failSyncsFrom(1, Faults.IOERR_FSYNC);
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (1)")))
        .isInstanceOf(DatabaseException.Uncertain.class);
    assertThat(concerns(db)).contains(HealthConcern.UNCERTAIN_COMMIT);
    assertThat(db.health()).isInstanceOf(Health.Unhealthy.class);
    script.clear();
    db.write(tx -> tx.execute("insert into t values (2)"));
    assertThat(concerns(db)).doesNotContain(HealthConcern.UNCERTAIN_COMMIT);
  }

  @EveryDatabase(DatabaseMode.FILE)
  void aLogThatCannotBeCopiedIsTold(TestDatabases databases, Steps steps) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    Faults script = FaultVfs.install().on(databases.folder());
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .walPolicy(WalPolicy.defaults().passiveBytes(100_000).resetBytes(100_000)));
    db.write(tx -> tx.execute("create table t(a)"));
    script.only(FileKind.DATABASE).failWritesFrom(1, Faults.IOERR_WRITE);
    db.write(tx ->
        tx.executeBatch(
            "insert into t values (?)",
            IntStream.range(0, 1_000).mapToObj(i -> new Object[] {i + "x".repeat(1_000)})));
    steps.until(
        "the failure to be told", () -> concerns(db).contains(HealthConcern.LOG_NOT_COPIED));
    assertThat(db.health()).isInstanceOf(Health.Degraded.class);
    script.clear();
    steps.until("the log to be copied", () -> concerns(db).isEmpty());
  }
}
