package dev.tektite.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Recovery;
import dev.tektite.recovery.Finding;
import dev.tektite.recovery.FindingKind;
import dev.tektite.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Inspections name what is wrong, and nothing is destroyed by mistake.
final class InspectAndResetTest {
  private static final String USERS =
      """
      create table user(id integer primary key, name text, email text);
      create table post(id integer primary key, author integer references user(id));
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("app.db");
  }

  private void make(String script) {
    try (Database database = Database.open(file)) {
      database.write(tx -> tx.executeScript(script));
    }
  }

  private static Schema expected() {
    try (Database model = Database.inMemory()) {
      model.write(tx -> tx.executeScript(USERS));
      return model.read(Schema::of);
    }
  }

  private static List<FindingKind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::kind).toList();
  }

  @Test
  void anEmptyDatabaseLacksItsTablesAndItsVersion() {
    make("create table other(a)");

    assertThat(kinds(Recovery.inspect(file, expected())))
        .containsExactly(
            FindingKind.MISSING_TABLE, FindingKind.MISSING_TABLE, FindingKind.NO_VERSION);
  }

  @Test
  void aCompleteOneHasNothingWrong() throws IOException {
    make(USERS + "pragma user_version = 3");
    byte[] before = Files.readAllBytes(file);

    assertThat(Recovery.inspect(file, expected())).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aMissingColumnIsNamed() {
    make(
        """
        create table USER(id integer primary key, name text);
        create table post(id integer primary key, author integer);
        create table schema_version(version integer);
        """);

    assertThat(Recovery.inspect(file, expected()))
        .containsExactly(
            new Finding(
                FindingKind.MISSING_COLUMN, "The column email of the table user is missing"));
  }

  @Test
  void aReferenceThatLeadsNowhereIsNamed() {
    make(USERS + "pragma user_version = 3");
    try (Database database = Database.open(file, DatabaseOptions.defaults().foreignKeys(false))) {
      database.write(tx -> tx.execute("insert into post values (8, 99)"));
    }

    assertThat(Recovery.inspect(file))
        .containsExactly(
            new Finding(
                FindingKind.DANGLING_REFERENCE,
                "The row 8 of post refers to a row of user that is not there"));
  }

  @Test
  void damageAndUnreadableFilesAreTold() throws IOException {
    DamagedFiles.fill(file, 4);
    DamagedFiles.damage(file, 0.05, true, 4);
    assertThat(kinds(Recovery.inspect(file))).contains(FindingKind.DAMAGED);

    Files.writeString(file, "no database at all ".repeat(100));
    assertThat(kinds(Recovery.inspect(file))).containsExactly(FindingKind.UNREADABLE);
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Recovery.inspect(folder.resolve("none.db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void aResetRemovesAllOfItWhenConfirmed() {
    make(USERS + "insert into user(name) values ('Ada')");

    assertThatThrownBy(() -> Recovery.reset(file, "other.db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes: to confirm it, pass the name of the file, \"app.db\"");
    assertThat(file).exists();

    Recovery.reset(file, "app.db");

    assertThat(file).doesNotExist();
    make(USERS);
    try (Database database = Database.open(file)) {
      assertThat(database.<Long>read(tx -> tx.query("select count(*) from user").asLong().one()))
          .isZero();
    }
  }

  @Test
  void anOpenFileIsNotReset() {
    try (Database database = Database.open(file)) {
      assertThatThrownBy(() -> Recovery.reset(database.path(), "app.db"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close it first");
    }
  }

  @Test
  void dropAllLeavesNothing() {
    try (Database database = Database.open(file)) {
      database.write(tx ->
          tx.executeScript(
              """
              create table a(id integer primary key, b integer references b(id));
              create table b(id integer primary key, a integer references a(id));
              create table "odd ""name"(x);
              create table sqliteXfoo(x);
              create view v as select * from a;
              create trigger t after delete on a begin insert into sqliteXfoo values (1); end;
              create virtual table w using fts5(x);
              insert into a values (1, null); insert into b values (1, 1);
              update a set b = 1; insert into w values ('word');
              """));

      assertThatThrownBy(() -> Recovery.dropAll(database, "app"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("all 5 tables of");
      assertThat(Recovery.dropAll(database, "app.db")).isEqualTo(5);

      Schema left = database.read(Schema::of);
      assertThat(left.tables()).isEmpty();
      assertThat(left.views()).isEmpty();
    }
  }
}
