package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.AppliedStep;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.MigrationStatus;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.migration.Version;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What `Database.open` does with steps.
@ExtendWith(DatabaseExtension.class)
class MigrationsTest {
  private static final Step BASELINE =
      Step.baseline("1.0.0", "create table person(id integer primary key, name text not null)")
          .creates("person");
  private static final Step EMAIL =
      Step.of("1.1.0", "alter table person add column email text").describedAs("add email");
  private static final Step POSTS =
      Step.of("1.2.0", "create table post(person references person, text)").from("1.1.0");
  private static final Migrations SCHEMA = Migrations.of(BASELINE, EMAIL, POSTS);

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  private static List<String> versions(Database db) {
    return db.<List<AppliedStep>>read(Migrations::history).stream()
        .map(step -> step.version().toString())
        .toList();
  }

  @EveryDatabase
  void aNewDatabaseGetsTheBaselineAndWhatFollowsIt(TestDatabases databases) {
    Database db = databases.open(with(SCHEMA));
    assertThat(versions(db)).containsExactly("1.0.0", "1.1.0", "1.2.0");
    db.write(tx -> tx.execute("insert into person(name, email) values ('Ada', 'a@b')"));
    assertThat(db).table("person").hasRows(1);
    assertThat(db).table("post").isEmpty();
  }

  @EveryDatabase
  void foreignKeysAreEnforcedAgainAfterwards(TestDatabases databases) {
    Database db = databases.open(with(SCHEMA));
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into post values (7, 'lost')")))
        .isInstanceOf(DatabaseException.Constraint.class);
  }

  @EveryDatabase
  void foreignKeysThatTheOptionsSwitchOffStayOff(TestDatabases databases) {
    Database db = databases.open(with(SCHEMA).foreignKeys(false));
    db.write(tx -> tx.execute("insert into post values (7, 'free')"));
    db.write(tx -> tx.execute("delete from post"));
    assertThat(db).table("post").isEmpty();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void aSecondOpeningRunsNothing(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Database db = databases.open(with(SCHEMA));
    assertThat(versions(db)).hasSize(3);
    assertThat(db.<MigrationStatus>read(SCHEMA::status).isUpToDate()).isTrue();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void anOlderDatabaseGetsOnlyWhatItHasNotHad(TestDatabases databases) {
    try (Database db = databases.open(with(Migrations.of(BASELINE)))) {
      db.write(tx -> tx.execute("insert into person(name) values ('Ada')"));
    }
    Database db = databases.open(with(SCHEMA));
    assertThat(versions(db)).containsExactly("1.0.0", "1.1.0", "1.2.0");
    assertThat(db).table("person").texts("name").containsExactly("Ada");
  }

  @EveryDatabase({DatabaseMode.FILE})
  void aBaselineIsPassedOverByADatabaseThatHasAVersion(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Step all = Step.baseline("1.2.0", "create table person(a); create table post(b)");
    Step tags = Step.of("1.3.0", "create table tag(name)");
    Database db = databases.open(with(Migrations.of(BASELINE, EMAIL, POSTS, all, tags)));
    assertThat(versions(db)).containsExactly("1.0.0", "1.1.0", "1.2.0", "1.3.0");
  }

  @EveryDatabase
  void ofSeveralBaselinesTheNewestIsTaken(TestDatabases databases) {
    Step all = Step.baseline("1.2.0", "create table person(a); create table post(b)");
    Database db = databases.open(with(Migrations.of(all, POSTS, BASELINE, EMAIL)));
    assertThat(versions(db)).containsExactly("1.2.0");
    assertThat(db.<List<String>>read(SCHEMA.and(all)::validate)).isEmpty();
  }

  @EveryDatabase({DatabaseMode.FILE})
  void stepsThatABaselineStandsForMayBeRemoved(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Step all = Step.baseline("1.2.0", "create table person(a); create table post(b)");
    Step tags = Step.of("1.3.0", "create table tag(name)");
    Database db = databases.open(with(Migrations.of(all, tags)));
    assertThat(versions(db)).containsExactly("1.0.0", "1.1.0", "1.2.0", "1.3.0");
  }

  @EveryDatabase
  void stepsWithoutABaselineRunInOrderOfTheirVersions(TestDatabases databases) {
    Migrations schema =
        Migrations.of(
            Step.of("10", "insert into t values (10)"),
            Step.of("9", "insert into t values (9)"),
            Step.of("1", "create table t(a)"),
            Step.of("10.0.0-rc.1", "insert into t values (95)"));
    Database db = databases.open(with(schema));
    assertThat(
            db.<List<Long>>read(tx -> tx.query("select a from t order by rowid").asLong().list()))
        .containsExactly(9L, 95L, 10L);
  }

  @EveryDatabase
  void stepsInJavaAreGivenTheTransaction(TestDatabases databases) {
    List<String> told = new ArrayList<>();
    Step step =
        Step.of(
            "1.1.0",
            tx -> {
              tx.executeBatch("insert into person(name) values (?)", List.of("Ada", "Ben"));
              tx.afterCommit(() -> told.add("stored"));
            });
    Database db = databases.open(with(Migrations.of(BASELINE, step)));
    assertThat(db).table("person").texts("name").containsExactly("Ada", "Ben");
    assertThat(told).containsExactly("stored");
    assertThat(db.<List<AppliedStep>>read(Migrations::history).getLast().checksum()).isNull();
  }

  @Test
  void theHistoryTellsWhatWasRunAndWhen(TestDatabases databases) {
    Instant before = Instant.now().minusMillis(1);
    Database db = databases.open(with(SCHEMA.application("bank")));
    AppliedStep step = db.<List<AppliedStep>>read(Migrations::history).get(1);
    assertThat(step.toString()).isEqualTo("1.1.0 (add email)");
    assertThat(step.checksum()).isEqualTo(EMAIL.checksum()).hasSize(64);
    assertThat(step.script()).isEqualTo(EMAIL.script());
    assertThat(step.appliedAt()).isBetween(before, Instant.now());
    assertThat(step.duration()).isPositive().isLessThan(Duration.ofMinutes(1));
    assertThat(step.adopted()).isFalse();
    assertThat(step.application()).isEqualTo("bank");
    assertThat(
            db.<String>read(tx ->
                tx.query("select applied_at from tektite_migration where id = 2").asText().one()))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @EveryDatabase
  void toolsAskADatabaseThatWasOpenedWithout(Database db) {
    MigrationStatus status = db.read(SCHEMA::status);
    assertThat(status.current()).isEqualTo(Version.NONE);
    assertThat(status.target()).isEqualTo(Version.parse("1.2"));
    assertThat(status.pending()).containsExactly(BASELINE, EMAIL, POSTS);
    assertThat(status.applied()).isEmpty();
    assertThat(status.problems()).isEmpty();
    assertThat(status.isUpToDate()).isFalse();
    assertThat(db.<List<AppliedStep>>read(Migrations::history)).isEmpty();
    assertThat(db.<List<Step>>read(SCHEMA::pending)).hasSize(3);
    assertThat(db.<Boolean>read(tx -> Migrations.isApplied(tx, "1.0.0"))).isFalse();
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one()))
        .isZero();
  }

  @EveryDatabase
  void aStepThatWasRunIsKnown(TestDatabases databases) {
    Database db = databases.open(with(SCHEMA));
    assertThat(db.<Boolean>read(tx -> Migrations.isApplied(tx, "1.1"))).isTrue();
    assertThat(db.<Boolean>read(tx -> Migrations.isApplied(tx, "1.1.1"))).isFalse();
    assertThat(db.<List<Step>>read(SCHEMA::pending)).isEmpty();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void aStepThatFailsUndoesAllOfThem(TestDatabases databases) {
    List<String> told = new ArrayList<>();
    Step told1 = Step.of("1.1.5", tx -> tx.afterRollback(() -> told.add("undone")));
    Step bad = Step.of("1.3.0", "create table tag(name); insert into nowhere values (1)");
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(told1, bad.describedAs("tags")))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("The step 1.3.0 (tags) failed")
        .hasMessageContaining("is as it was")
        .hasMessageContaining("nowhere")
        .hasCauseInstanceOf(DatabaseException.Rejected.class);
    assertThat(told).containsExactly("undone");
    Database db = databases.open();
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one()))
        .isZero();
  }

  @EveryDatabase
  void aClaimOfWhatIsCreatedMustBeTrue(TestDatabases databases) {
    Step liar = Step.of("1.3.0", "create table tag(name)").creates("TAG", "label");
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(liar))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("it says that it creates label, which is not there");
  }

  @EveryDatabase
  void whatReachesBeyondTheMigrationIsRefusedInSteps(TestDatabases databases) {
    for (String sql :
        List.of(
            "commit",
            "begin",
            "savepoint s",
            "attach ':memory:' as x",
            "pragma foreign_keys = on",
            "vacuum")) {
      assertThatThrownBy(() -> databases.open(with(SCHEMA.and(Step.of("2.0.0", sql)))))
          .as(sql)
          .isInstanceOf(MigrationException.class);
    }
  }

  @EveryDatabase
  void aStepThatPassesOverALostTransactionStoresNothing(TestDatabases databases) {
    Step loses =
        Step.of(
            "2.0.0",
            tx -> {
              tx.executeScript(
                  "create table picky(a); create trigger t before insert on picky"
                      + " begin select raise(rollback, 'no'); end");
              assertThatThrownBy(() -> tx.execute("insert into picky values (1)"))
                  .isInstanceOf(DatabaseException.Constraint.class);
            });
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(loses))))
        .isInstanceOf(RuntimeException.class);
    Database db = databases.open();
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one()))
        .isZero();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void rowsThatPointNowhereUndoTheMigration(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Step orphan = Step.of("1.3.0", "insert into post values (99, 'lost')");
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(orphan))))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly("row 1 of post points to a row of person that is not there"));
    Database db = databases.open(with(SCHEMA));
    assertThat(db).table("post").isEmpty();
  }

  @Test
  void anInterruptedThreadMigratesNothing(TestDatabases databases) {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> databases.open(with(SCHEMA)))
          .isInstanceOf(DatabaseException.Cancelled.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void theWaitForAnotherProcessIsLimited(TestDatabases databases) {
    databases.open(with(Migrations.of(BASELINE))).close();
    Migrations impatient = SCHEMA.waitLimit(Duration.ofMillis(30));
    try (Connection other = Connection.open(databases.file(), OpenMode.READ_WRITE)) {
      other.execute("begin immediate; insert into person(name) values ('Ada')");
      assertThatThrownBy(() -> databases.open(with(impatient)))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("the write lock of " + databases.file());
      other.execute("commit");
    }
    assertThat(databases.open(with(impatient))).table("person").hasRows(1);
  }

  @Test
  void whatIsUpToDateIsOpenedWhileAnotherProcessWrites(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    try (Connection other = Connection.open(databases.file(), OpenMode.READ_WRITE)) {
      other.execute("begin immediate; insert into person(name) values ('Ada')");
      Database db = databases.open(with(SCHEMA.waitLimit(Duration.ZERO)));
      assertThat(db).table("person").isEmpty();
      other.execute("rollback");
    }
  }

  @Test
  void whoReadsGoesOnWithTheOldVersion(TestDatabases databases) {
    databases.open(with(Migrations.of(BASELINE))).close();
    try (Connection other = Connection.open(databases.file(), OpenMode.READ_WRITE)) {
      other.execute("begin; select * from person");
      Database db = databases.open(with(SCHEMA));
      assertThatThrownBy(() -> other.execute("select * from post"))
          .isInstanceOf(DatabaseException.Rejected.class);
      other.execute("commit; select * from post");
      assertThat(db).table("post").isEmpty();
    }
  }

  @Test
  void anOwnAuthorizerIsAskedAndStays(TestDatabases databases) {
    List<String> asked = new ArrayList<>();
    Database db =
        databases.open(
            with(SCHEMA)
                .onConnection(connection ->
                    connection
                        .hooks()
                        .authorizer(action -> {
                          asked.add(String.valueOf(action.first()));
                          return dev.tektite.sqlite.Authorizer.Decision.ALLOW;
                        })));
    assertThat(asked).contains("person");
    asked.clear();
    db.write(tx -> tx.execute("insert into person(name) values ('Ada')"));
    assertThat(asked).contains("person");
  }
}
