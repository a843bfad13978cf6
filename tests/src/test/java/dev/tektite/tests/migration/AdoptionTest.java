package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.Adoption;
import dev.tektite.migration.AppliedStep;
import dev.tektite.migration.MigrationStatus;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.migration.Version;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Databases that were there before their history.
@ExtendWith(DatabaseExtension.class)
class AdoptionTest {
  private static final Migrations SCHEMA =
      Migrations.of(
          Step.of("1", "create table node(id integer primary key)"),
          Step.of("2", "alter table node add column name text"),
          Step.of("3", "alter table node add column size integer"));

  private static DatabaseOptions adopting(Adoption adoption) {
    return DatabaseOptions.defaults().migrations(SCHEMA.adopting(adoption));
  }

  /// A database with two of the steps, and a row.
  private static void before(TestDatabases databases, String more) {
    try (Database db = databases.open()) {
      db.write(tx ->
          tx.executeScript(
              "create table node(id integer primary key, name text); insert into node values (1, 'x');"
                  + more));
    }
  }

  private static void assertAdoptedAtTwo(Database db) {
    List<AppliedStep> history = db.read(Migrations::history);
    assertThat(history).extracting(AppliedStep::adopted).containsExactly(true, true, false);
    assertThat(history)
        .extracting(step -> step.version().toString())
        .containsExactly("1.0.0", "2.0.0", "3.0.0");
    assertThat(history.getFirst().checksum()).isEqualTo(SCHEMA.steps().getFirst().checksum());
    assertThat(db.<List<String>>read(SCHEMA::validate)).isEmpty();
    assertThat(db).table("node").hasRows(1);
    db.write(tx -> tx.execute("update node set size = 1"));
  }

  @Test
  void aUserVersionIsAdopted(TestDatabases databases) {
    before(databases, "pragma user_version = 2");
    assertAdoptedAtTwo(databases.open(adopting(Adoption.userVersion())));
  }

  @Test
  void aVersionInAMetaTableIsAdopted(TestDatabases databases) {
    before(
        databases,
        "create table meta(key text primary key, value text);"
            + " insert into meta values ('schema_version', '2')");
    assertAdoptedAtTwo(databases.open(adopting(Adoption.metaTable("META", "schema_version"))));
  }

  @Test
  void theTablesOfOtherToolsAreAdopted(TestDatabases databases) {
    before(
        databases,
        "create table goose_db_version(id integer primary key, version_id integer, is_applied integer);"
            + " insert into goose_db_version(version_id, is_applied) values (0, 1), (1, 1), (2, 1)");
    assertAdoptedAtTwo(
        databases.open(adopting(Adoption.versionTable("goose_db_version", "version_id"))));
  }

  @Test
  void tablesAloneAreAdoptedWhereThatIsWanted(TestDatabases databases) {
    before(databases, "");
    assertAdoptedAtTwo(databases.open(adopting(Adoption.existingTables("2.0.0"))));
  }

  @Test
  void oneAdoptionMayAskTheNext(TestDatabases databases) {
    before(databases, "");
    Adoption either = Adoption.userVersion().or(Adoption.metaTable("meta", "v"));
    assertAdoptedAtTwo(databases.open(adopting(either.or(Adoption.of(tx -> "2")))));
  }

  @Test
  void aNewDatabaseIsNotAdopted(TestDatabases databases) {
    Adoption any = Adoption.userVersion().or(Adoption.existingTables("2"));
    Database db = databases.open(adopting(any.or(Adoption.metaTable("meta", "schema_version"))));
    assertThat(db.<List<AppliedStep>>read(Migrations::history))
        .extracting(AppliedStep::adopted)
        .containsOnly(false);
  }

  @Test
  void whatCannotBeAdoptedIsRefused(TestDatabases databases) {
    before(databases, "pragma user_version = 7");
    assertThatThrownBy(() -> databases.open(adopting(Adoption.userVersion())))
        .hasMessageContaining("adopted at version 7.0.0, to which no step leads")
        .hasMessageContaining("1.0.0, 2.0.0, 3.0.0");
    assertThatThrownBy(() -> databases.open(adopting(Adoption.metaTable("meta", "v"))))
        .hasMessageContaining("it has tables (node) but no history");
  }

  @Test
  void lookingAdoptsNothing(TestDatabases databases) {
    before(databases, "pragma user_version = 2");
    Database db = databases.open();
    MigrationStatus status = db.read(SCHEMA.adopting(Adoption.userVersion())::status);
    assertThat(status.current()).isEqualTo(Version.parse("2"));
    assertThat(status.pending()).hasSize(1);
    assertThat(db.<List<AppliedStep>>read(Migrations::history)).isEmpty();
  }

  @Test
  void onceAdoptedTheHistoryIsWhatCounts(TestDatabases databases) {
    before(databases, "pragma user_version = 2");
    databases.open(adopting(Adoption.userVersion())).close();
    Database db = databases.open(adopting(Adoption.of(tx -> "1")));
    assertAdoptedAtTwo(db);
  }
}
