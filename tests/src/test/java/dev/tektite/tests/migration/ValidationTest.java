package dev.tektite.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.AppliedStep;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is refused before a step is run.
@ExtendWith(DatabaseExtension.class)
class ValidationTest {
  private static final Step FIRST = Step.of("1.0.0", "create table t(a text)").describedAs("t");
  private static final Step SECOND = Step.of("1.2.0", "create table u(b text)").describedAs("u");
  private static final Step THIRD = Step.of("1.3.0", "create table v(c text)").describedAs("v");
  private static final Migrations SCHEMA = Migrations.of(FIRST, SECOND);

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  /// The only problem of a database that has had `SCHEMA` with other steps.
  private static String problem(TestDatabases databases, Migrations migrations) {
    databases.open(with(SCHEMA)).close();
    return problemNow(databases, migrations);
  }

  private static String problemNow(TestDatabases databases, Migrations migrations) {
    MigrationException refused =
        catchThrowableOfType(
            MigrationException.class, () -> databases.open(with(migrations)).close());
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused).hasMessageContaining(databases.file().toString());
    Database db = databases.open();
    assertThat(db.<List<String>>read(migrations::validate)).isEqualTo(refused.problems());
    return refused.problems().getFirst();
  }

  @Test
  void aChangedStepIsRefusedAndTheChangeShown(TestDatabases databases) {
    Step changed = Step.of("1.0.0", "create table t(a integer)").describedAs("t");
    assertThat(problem(databases, Migrations.of(changed, SECOND)))
        .contains("the step 1.0.0 (t) has changed since it was run on 20")
        .contains("it was «text)» and is «integer)» (line 1)")
        .contains("put the former text back");
  }

  @Test
  void aStepThatGrewShowsWhatWasAdded(TestDatabases databases) {
    Step changed = Step.of("1.0.0", "create table t(a text);\ncreate index i on t(a)");
    assertThat(problem(databases, Migrations.of(changed, SECOND)))
        .contains("it was «the end» and is «; create index i on t(a)» (line 1)");
  }

  @Test
  void commentsAndBlanksMayChange(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Step same = Step.of("1.0.0", "-- the table\r\ncreate  table t ( a /* any */ text )");
    databases.open(with(Migrations.of(same, SECOND)));
  }

  @Test
  void literalsAndNamesMayNotChange(TestDatabases databases) {
    for (String changed :
        List.of(
            "select 'a  b'", "select 'a b '", "select \"a b\"", "select 'A b'", "SELECT 'a b'")) {
      assertThat(Step.of("1", changed).checksum())
          .as(changed)
          .isNotEqualTo(Step.of("1", "select 'a b'").checksum());
    }
  }

  @Test
  void aMissingStepIsRefused(TestDatabases databases) {
    assertThat(problem(databases, Migrations.of(SECOND)))
        .contains("it has had the step 1.0.0 (t), which is missing from the application");
  }

  @Test
  void aStepThatComesTooLateIsRefused(TestDatabases databases) {
    Step late = Step.of("1.1.0", "create table late(a)").describedAs("late");
    assertThat(problem(databases, SCHEMA.and(late)))
        .contains("the step 1.1.0 (late) came too late: the database has had 1.2.0 already");
  }

  @Test
  void aNewerDatabaseIsRefusedAndItsStepsNamed(TestDatabases databases) {
    databases.open(with(SCHEMA.and(THIRD, Step.of("2.0.0-beta", "select 1")))).close();
    assertThat(problemNow(databases, SCHEMA))
        .contains("newer than the application")
        .contains("1.2.0")
        .contains("not 1.3.0 (v), 2.0.0-beta");
  }

  @Test
  void aDatabaseOfAnotherApplicationIsRefused(TestDatabases databases) {
    databases.open(with(SCHEMA.application("bank"))).close();
    assertThat(problemNow(databases, SCHEMA.application("shop")))
        .isEqualTo("it belongs to the application bank, not to shop");
  }

  @Test
  void aDatabaseWithTablesAndWithoutHistoryIsRefused(TestDatabases databases) {
    try (Database db = databases.open()) {
      db.write(tx -> tx.execute("create table sqliteXnotInternal(a)"));
    }
    assertThat(problemNow(databases, SCHEMA))
        .contains("it has tables (sqliteXnotInternal) but no history of steps")
        .contains("Migrations.adopting");
  }

  @Test
  void aStepThatStartsFromMoreThanThereIsIsRefused(TestDatabases databases) {
    assertThat(problem(databases, SCHEMA.and(THIRD.from("1.2.5"))))
        .contains("the step 1.3.0 (v) starts from 1.2.5, but the database would only be at 1.2.0");
  }

  @Test
  void aBaselineBeyondTheDatabaseIsRefused(TestDatabases databases) {
    Step baseline = Step.baseline("3.0.0", "create table t(a)");
    assertThat(problem(databases, Migrations.of(baseline, Step.of("3.1.0", "select 1"))))
        .contains(
            "it has version 1.2.0, and the application has no steps from there to its baseline 3.0.0");
  }

  @Test
  void aStepInJavaCannotBecomeAScript(TestDatabases databases) {
    Step java = Step.of("1.2.0", tx -> tx.execute("create table u(b text)"));
    assertThat(problem(databases, Migrations.of(FIRST, java)))
        .contains("it was a script and is written in Java");
  }

  @Test
  void aTextThatIsTooLongToBeKeptIsComparedByItsChecksum(TestDatabases databases) {
    String rows = "insert into t values ('%s');".formatted("x".repeat(200_000));
    databases.open(with(Migrations.of(FIRST, Step.of("1.2.0", rows)))).close();
    Migrations changed = Migrations.of(FIRST, Step.of("1.2.0", rows + "select 1"));
    try (Database db = databases.open()) {
      assertThat(db.<List<AppliedStep>>read(Migrations::history).getLast().script()).isNull();
    }
    assertThat(problemNow(databases, changed)).contains("its checksum was ");
  }

  @Test
  void twoStepsToOneVersionAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.and(Step.of("1.2", "select 1")))
        .withMessageContaining("two steps to version 1.2.0");
  }

  @Test
  void allProblemsAreToldAtOnce(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Migrations other =
        Migrations.of(Step.of("1.0.0", "select 1"), Step.of("1.1.0", "select 1"), SECOND);
    Database db = databases.open();
    assertThat(db.<List<String>>read(other::validate)).hasSize(2);
  }
}
