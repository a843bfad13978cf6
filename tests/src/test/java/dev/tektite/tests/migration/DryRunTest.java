package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.DryRun;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.migration.Version;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Migrations that are tried on a copy.
@ExtendWith(DatabaseExtension.class)
class DryRunTest {
  private static final Step FIRST =
      Step.of(
          "1.0.0", "create table parent(id integer primary key); insert into parent values (1)");
  private static final Step SECOND =
      Step.of(
          "1.1.0", "create table child(parent references parent); insert into child values (1)");
  private static final Step THIRD = Step.of("1.2.0", "create index by_parent on child(parent)");
  private static final Migrations SCHEMA = Migrations.of(FIRST, SECOND, THIRD);

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void ofAFileThatIsMissingItCreatesNothing(TestDatabases databases) throws IOException {
    DryRun run = Database.dryRun(databases.file(), with(SCHEMA));
    assertThat(run.succeeds()).isTrue();
    assertThat(run.from()).isEqualTo(Version.NONE);
    assertThat(run.steps()).hasSize(3);
    assertThat(entries(databases.folder())).isZero();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void ofADatabaseInUseItTellsWhatWouldBecomeOfIt(TestDatabases databases) throws IOException {
    Database db = databases.open(with(Migrations.of(FIRST)));
    long before = entries(databases.folder());
    DryRun run = Database.dryRun(databases.file(), with(SCHEMA).wal(db.status().concurrent()));
    assertThat(run.succeeds()).isTrue();
    assertThat(run.from()).isEqualTo(Version.parse("1.0.0"));
    assertThat(run.steps()).hasSize(2).allSatisfy(step -> assertThat(step.duration()).isPositive());
    assertThat(run.schemaDifference().toString())
        .contains("+ table child")
        .contains("by_parent")
        .doesNotContain("tektite_migration");
    assertThat(entries(databases.folder())).isEqualTo(before);
    assertThat(db.<Integer>read(tx -> Migrations.history(tx).size())).isEqualTo(1);
    assertThat(db).table("parent").hasRows(1);
  }

  @Test
  void aStepThatWouldFailIsTold(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    Step bad = Step.of("2.0.0", "insert into parent values (1)").describedAs("twice");
    DryRun run = Database.dryRun(databases.file(), with(SCHEMA.and(bad)));
    assertThat(run.succeeds()).isFalse();
    assertThat(run.failure())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("The step 2.0.0 (twice) failed");
    assertThat(run.steps()).isEmpty();
    assertThat(run.schemaDifference().isEmpty()).isTrue();
  }

  @Test
  void whatWouldBeRefusedIsTold(TestDatabases databases) {
    databases.open(with(SCHEMA)).close();
    DryRun run = Database.dryRun(databases.file(), with(Migrations.of(FIRST)));
    assertThat(run.failure()).hasMessageContaining("newer than the application");
  }

  @Test
  void rowsThatPointNowhereAreTold(TestDatabases databases) {
    DatabaseOptions lax = with(Migrations.of(FIRST, SECOND)).foreignKeys(false);
    try (Database db = databases.open(lax)) {
      db.write(tx -> tx.execute("insert into child values (7)"));
    }
    DryRun run = Database.dryRun(databases.file(), lax.migrations(SCHEMA));
    assertThat(run.failure()).isNull();
    assertThat(run.succeeds()).isFalse();
    assertThat(run.foreignKeyViolations())
        .containsExactly("row 2 of child points to a row of parent that is not there");
    try (Database db = databases.open(lax)) {
      db.write(tx -> tx.execute("delete from child where parent = 7"));
    }
  }
}
