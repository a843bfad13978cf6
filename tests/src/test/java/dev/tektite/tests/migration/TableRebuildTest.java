package dev.tektite.tests.migration;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.MigrationException;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.migration.TableRebuild;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tables that get another shape and keep their rows.
@ExtendWith(DatabaseExtension.class)
class TableRebuildTest {
  private static final Step BEFORE =
      Step.of(
          "1.0.0",
          """
          create table account(id integer primary key autoincrement, owner text, balance integer);
          create table entry(account references account on delete cascade, amount integer);
          create index by_owner on account(owner);
          create view rich as select owner from account where balance > 50;
          create table log(line);
          create trigger told after insert on entry begin
            insert into log select owner from account where id = new.account;
          end;
          create trigger removed after delete on account begin
            insert into log values ('gone ' || old.owner);
          end;
          create view broken as select * from nowhere;
          insert into account(owner, balance) values ('Ada', 100), ('Ben', -5), ('Cyd', 0);
          delete from account where owner = 'Cyd';
          insert into entry values (1, 7), (2, 8);
          delete from log;
          """);
  private static final String SHAPE =
      """
      create table if not exists main."account" ( -- with a rule
        id integer primary key autoincrement,
        owner text not null,
        balance integer not null check (balance >= 0),
        twice integer as (balance * 2) stored,
        note text not null default 'none')
      """;
  private static final TableRebuild REBUILD =
      TableRebuild.of("account", SHAPE).fill("balance", "max(balance, 0)");

  private static DatabaseOptions with(Step... steps) {
    return DatabaseOptions.defaults().migrations(Migrations.of(steps));
  }

  private static Database rebuilt(TestDatabases databases, TableRebuild rebuild) {
    databases.open(with(BEFORE)).close();
    return databases.open(with(BEFORE, Step.of("2.0.0", rebuild)));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void rowsStayAndTheShapeIsNew(TestDatabases databases) {
    Database db = rebuilt(databases, REBUILD);
    assertThat(db).table("account").texts("owner").containsExactly("Ada", "Ben");
    assertThat(db).table("account").longs("balance").containsExactly(0L, 100L);
    assertThat(db).table("account").longs("twice").containsExactly(0L, 200L);
    assertThat(db).table("account").texts("note").containsExactly("none", "none");
    assertThatThrownBy(() -> db.write(tx -> tx.execute("update account set balance = -1")))
        .isInstanceOf(DatabaseException.Constraint.class);
  }

  @Test
  void whatPointsToTheTableIsNotTaken(TestDatabases databases) {
    Database db = rebuilt(databases, REBUILD);
    assertThat(db).table("entry").hasRows(2);
    assertThat(db).table("log").isEmpty();
    db.write(tx -> tx.execute("delete from account where id = 1"));
    assertThat(db).table("entry").hasRows(1);
    assertThat(db).table("log").texts("line").containsExactly("gone Ada");
  }

  @Test
  void indexesTriggersAndViewsAreBack(TestDatabases databases) {
    Database db = rebuilt(databases, REBUILD);
    assertThat(db).table("rich").texts("owner").containsExactly("Ada");
    db.write(tx -> tx.execute("insert into entry values (2, 1)"));
    assertThat(db).table("log").texts("line").containsExactly("Ben");
    assertThat(
            db.<List<String>>read(tx ->
                tx.query(
                        "select type || ' ' || name from sqlite_schema where name not like 'sqlite%'")
                    .into(String.class)
                    .list()))
        .containsExactlyInAnyOrder(
            "table account",
            "table entry",
            "table log",
            "table tektite_migration",
            "view rich",
            "view broken",
            "index by_owner",
            "trigger told",
            "trigger removed");
  }

  @Test
  void numbersThatWereGivenAreNotGivenAgain(TestDatabases databases) {
    Database db = rebuilt(databases, REBUILD);
    assertThat(
            db.<Long>writeReturning(
                tx -> tx.insert("insert into account(owner, balance) values ('Dan', 1)")))
        .isEqualTo(4);
  }

  @Test
  void hiddenRowidsStay(TestDatabases databases) {
    Step before =
        Step.of("1", "create table t(a); insert into t(rowid, a) values (7, 'x'), (3, 'y')");
    Step after = Step.of("2", TableRebuild.of("T", "create table T(a text, b)"));
    Database db = databases.open(with(before, after));
    assertThat(db.<Long>read(tx -> tx.query("select rowid from t where a = 'x'").asLong().one()))
        .isEqualTo(7);
  }

  @EveryDatabase
  void tablesOfAllKindsAreRebuilt(TestDatabases databases) {
    Step before =
        Step.of(
            "1",
            "create table \"a \"\" table\"(k text primary key, \"select\" int) without rowid;"
                + " insert into \"a \"\" table\" values ('x', 1);"
                + " create table self(id integer primary key, up references self);"
                + " insert into self values (1, null), (2, 1)");
    Step quoted =
        Step.of(
            "2",
            TableRebuild.of(
                "a \" table",
                "create table \"a \"\" table\"(k text primary key, \"select\" int not null) strict"));
    Step self =
        Step.of(
            "3",
            TableRebuild.of(
                    "self",
                    "create table self(id integer primary key, up not null default 1 references self, x)")
                .fill("up", "coalesce(up, 1)"));
    Database db = databases.open(with(before, quoted, self));
    assertThat(db).table("a \" table").longs("select").containsExactly(1L);
    assertThat(db).table("self").longs("up").containsExactly(1L, 1L);
    assertThat(
            db.<String>read(
                tx -> tx.query("select sql from sqlite_schema where name = 'self'").asText().one()))
        .contains("references self");
  }

  @Test
  void whatDoesNotFitIsNamed(TestDatabases databases) {
    databases.open(with(BEFORE)).close();
    TableRebuild noOwner =
        TableRebuild.of("account", "create table account(id integer primary key, balance)");
    assertThatThrownBy(() -> databases.open(with(BEFORE, Step.of("2.0.0", noOwner))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("The index by_owner does not fit the new table account")
        .hasMessageContaining("without(\"by_owner\")");
    assertThatThrownBy(() ->
            databases.open(
                with(BEFORE, Step.of("2.0.0", noOwner.without("by_owner", "told", "removed")))))
        .hasMessageContaining("The view rich does not fit");
    Step whole =
        Step.of(
            "2.0.0",
            tx -> {
              noOwner.without("by_owner", "rich", "told", "removed").in(tx);
              tx.execute("create view rich as select id from account where balance > 50");
            });
    Database db = databases.open(with(BEFORE, whole));
    assertThat(db).table("rich").hasRows(1);
  }

  @Test
  void rowsThatDoNotFitUndoIt(TestDatabases databases) {
    databases.open(with(BEFORE)).close();
    assertThatThrownBy(
            () -> databases.open(with(BEFORE, Step.of("2.0.0", TableRebuild.of("account", SHAPE)))))
        .isInstanceOf(MigrationException.class)
        .hasCauseInstanceOf(DatabaseException.Constraint.class);
    assertThat(databases.open(with(BEFORE))).table("account").hasRows(2);
  }

  @Test
  void rowsThatPointToNothingAfterwardsUndoIt(TestDatabases databases) {
    databases.open(with(BEFORE)).close();
    TableRebuild renumbered = REBUILD.fill("id", "id + 100");
    assertThatThrownBy(() -> databases.open(with(BEFORE, Step.of("2.0.0", renumbered))))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("row 1 of entry points to a row of account that is not there");
  }

  @EveryDatabase
  void outsideOfAMigrationItIsRefused(TestDatabases databases) {
    Database db = databases.open(with(BEFORE));
    assertThatThrownBy(() -> db.write(REBUILD::in))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a migration only");
    assertThat(db).table("entry").hasRows(2);
  }

  @Test
  void badOnesAreRefused(TestDatabases databases) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableRebuild.of("account", "create table other(a)"))
        .withMessageContaining("expected CREATE TABLE account");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableRebuild.of("account", "drop table account"));
    assertThatThrownBy(() ->
            databases.open(with(BEFORE, Step.of("2", TableRebuild.of("x", "create table x(a)")))))
        .hasMessageContaining("There is no table x to rebuild");
    assertThatThrownBy(() -> databases.open(with(BEFORE, Step.of("2", REBUILD.fill("nix", "1")))))
        .hasMessageContaining("no column nix to be filled");
  }

  @Test
  void aChangedRebuildIsAChangedStep(TestDatabases databases) {
    databases.open(with(BEFORE, Step.of("2.0.0", REBUILD))).close();
    assertThatThrownBy(
            () -> databases.open(with(BEFORE, Step.of("2.0.0", REBUILD.fill("note", "'x'")))))
        .hasMessageContaining("has changed")
        .hasMessageContaining("fill note by 'x'");
  }
}
