package dev.tektite.testkit;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TestDatabasesTest {
  @EveryDatabase
  void givesAnEmptyDatabaseOfEachKind(Database db, DatabaseMode mode) {
    assertThat(db.status().concurrent()).isEqualTo(mode.isConcurrent());
    db.write(
        tx -> tx.executeScript("create table t(a, b); insert into t values (1, 'x'), (2, 'y')"));
    assertThat(db).isHealthy().table("t").hasRows(2);
    assertThat(db).table("t").longs("a").containsExactly(1L, 2L);
    assertThat(db).table("t").texts("b").containsExactly("x", "y");
    assertThatThrownBy(() -> assertThat(db).table("t").hasRows(3)).hasMessageContaining("2");
  }

  @EveryDatabase
  void whatLastsIsFoundAgain(TestDatabases databases, DatabaseMode mode) {
    try (var db = databases.open()) {
      db.write(tx -> tx.execute("create table t(a)"));
    }
    try (var db = databases.open()) {
      long tables =
          db.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one());
      assertThat(tables).isEqualTo(mode.isLasting() ? 1 : 0);
    }
  }

  @Test
  void removesItsFolder() {
    var databases = new TestDatabases(DatabaseMode.FILE);
    databases.open().write(tx -> tx.execute("create table t(a)"));
    databases.close();
    assertThat(Files.exists(databases.folder())).isFalse();
  }

  @Test
  void aBlockThatStillRunsIsALeak() {
    var databases = new TestDatabases(DatabaseMode.FILE);
    var db = databases.open();
    try (var steps = new Steps()) {
      steps.start(
          "reader",
          () ->
              db.read(tx -> {
                steps.at("reading");
                steps.await("leak found");
                return 1;
              }));
      steps.await("reading");
      assertThatThrownBy(() -> LeakCheck.requireQuiet(db))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("thread reader");
      steps.at("leak found");
    }
    databases.close();
  }

  @Test
  void aSnapshotThatStaysPinnedIsALeak() {
    var databases = new TestDatabases(DatabaseMode.FILE);
    var db = databases.open();
    db.snapshot();
    assertThatThrownBy(databases::close).hasMessageContaining("snapshots=1");
  }

  @Test
  void aDanglingReferenceIsFound() {
    var databases = new TestDatabases(DatabaseMode.FILE);
    var db = databases.open(DatabaseOptions.defaults().foreignKeys(false));
    db.write(tx ->
        tx.executeScript(
            "create table p(id integer primary key); create table c(p references p);"
                + " insert into c values (7)"));
    assertThatThrownBy(databases::close).hasMessageContaining("row 1 of c refers to a row of p");
  }

  @Test
  void aConnectionThatNobodyClosedIsFound() {
    var databases = new TestDatabases(DatabaseMode.FILE);
    databases.open().close();
    try (var forgotten = Connection.open(databases.file(), OpenMode.READ_WRITE)) {
      forgotten.execute("create table t(a)");
      assertThatThrownBy(databases::close).hasMessageContaining("a file is open after close");
    }
  }
}
