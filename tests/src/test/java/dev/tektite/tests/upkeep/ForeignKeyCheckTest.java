package dev.tektite.tests.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.maintenance.ForeignKeyViolation;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceTask;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.util.List;

/// Rows without their parents are found, each with what one needs to correct it.
class ForeignKeyCheckTest {
  @EveryDatabase
  void rowsWithoutParentsAreFound(TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.defaults().foreignKeys(false));
    db.write(tx ->
        tx.executeScript(
            """
            create table parent(a, b, primary key (a, b));
            create table child(id integer primary key, x, y, z references other(id),
              foreign key (x, y) references parent(a, b));
            create table other(id integer primary key);
            create table bare(name text primary key, p references other(id)) without rowid;
            insert into child values (1, 1, 2, null), (2, null, null, 7);
            insert into bare values ('n', 8);
            """));
    assertThat(db.maintenance().foreignKeyCheck())
        .extracting(
            ForeignKeyViolation::table,
            ForeignKeyViolation::rowid,
            ForeignKeyViolation::parent,
            ForeignKeyViolation::columns)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("child", 1L, "parent", List.of("x", "y")),
            org.assertj.core.groups.Tuple.tuple("child", 2L, "other", List.of("z")),
            org.assertj.core.groups.Tuple.tuple("bare", null, "other", List.of("p")));
    assertThat(db.maintenance().foreignKeyCheck("bare")).hasSize(1);
    assertThat(db.maintenance().foreignKeyCheck("other")).isEmpty();
    assertThat(advice(db)).anySatisfy(line -> assertThat(line).contains("3 rows"));
    db.write(tx -> tx.executeScript("delete from child; delete from bare;"));
    assertThat(db.maintenance().foreignKeyCheck()).isEmpty();
    assertThat(advice(db)).isEmpty();
  }

  @EveryDatabase
  void thePlanSaysThatNobodyHasLooked(Database db) {
    assertThat(advice(db)).isEmpty();
    db.write(tx -> {
      tx.execute("create table parent(id integer primary key)");
      tx.execute("create table child(id references parent(id))");
    });
    assertThat(advice(db)).singleElement().asString().contains("since it was opened");
    assertThat(db.maintenance().foreignKeyCheck()).isEmpty();
    assertThat(advice(db)).isEmpty();
  }

  private static List<String> advice(Database db) {
    return db.maintenance().plan().stream()
        .filter(each -> each.task() == MaintenanceTask.FOREIGN_KEY_CHECK)
        .map(MaintenanceAdvice::reason)
        .toList();
  }
}
