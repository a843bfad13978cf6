package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The copy that is made before a migration.
@ExtendWith(DatabaseExtension.class)
class BackupFirstTest {
  private static final Step FIRST =
      Step.of("1.0.0", "create table t(a); insert into t(rowid, a) values (7, 1)");
  private static final Migrations SCHEMA =
      Migrations.of(FIRST, Step.of("1.2.0", "update t set a = 2").down("update t set a = 1"))
          .backupFirst();

  private static DatabaseOptions with(Migrations migrations) {
    return DatabaseOptions.defaults().migrations(migrations);
  }

  private static List<String> copies(TestDatabases databases) throws IOException {
    try (Stream<Path> files = Files.list(databases.folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".before-"))
          .sorted()
          .toList();
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void itHasWhatWasThereBefore(TestDatabases databases) throws IOException {
    databases.open(with(Migrations.of(FIRST))).close();
    databases.open(with(SCHEMA)).close();
    assertThat(copies(databases)).containsExactly("test.db.before-1.2.0");
    Path copy = databases.folder().resolve("test.db.before-1.2.0");
    try (Database db = databases.open(copy, with(Migrations.of(FIRST)))) {
      assertThat(db).table("t").longs("a").containsExactly(1L);
      assertThat(db.<Long>read(tx -> tx.query("select rowid from t").asLong().one())).isEqualTo(7);
    }
    assertThat(databases.open(with(SCHEMA))).table("t").longs("a").containsExactly(2L);
  }

  @EveryDatabase
  void aNewDatabaseHasNothingToLose(TestDatabases databases) throws IOException {
    databases.open(with(SCHEMA));
    assertThat(copies(databases)).isEmpty();
  }

  @Test
  void whereNothingIsPendingNothingIsCopied(TestDatabases databases) throws IOException {
    databases.open(with(SCHEMA)).close();
    databases.open(with(SCHEMA));
    assertThat(copies(databases)).isEmpty();
  }

  @Test
  void theCopyOfAMigrationThatWasUndoneIsRemoved(TestDatabases databases) throws IOException {
    databases.open(with(SCHEMA)).close();
    Step bad = Step.of("1.3.0", "insert into nowhere values (1)");
    assertThatThrownBy(() -> databases.open(with(SCHEMA.and(bad))))
        .isInstanceOf(MigrationException.class);
    assertThat(copies(databases)).isEmpty();
  }

  @Test
  void anOlderCopyStays(TestDatabases databases) throws IOException {
    databases.open(with(SCHEMA.upTo("1.0.0"))).close();
    databases.open(with(SCHEMA)).close();
    databases.open(with(SCHEMA.downTo("1.0.0"))).close();
    databases.open(with(SCHEMA)).close();
    assertThat(copies(databases))
        .containsExactly("test.db.before-1.0.0", "test.db.before-1.2.0", "test.db.before-1.2.0-2");
  }
}
