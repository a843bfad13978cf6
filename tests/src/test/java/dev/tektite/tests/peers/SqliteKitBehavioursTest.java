package dev.tektite.tests.peers;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.Connection;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What sqlite-kit's pool promises.
@ExtendWith(DatabaseExtension.class)
class SqliteKitBehavioursTest {
  @EveryDatabase
  void aTableCreatedByAWriteIsReadableByARead(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    db.write(tx -> tx.execute("insert into t values (1)"));
    assertThat(db).table("t").longs("a").containsExactly(1L);
  }

  @Test
  void databasesInMemoryAreIsolatedFromEachOther() {
    try (var one = Database.inMemory();
        var two = Database.inMemory()) {
      one.write(tx -> tx.execute("create table t(a)"));
      assertThat(
              two.<Long>read(tx -> tx.query("select count(*) from sqlite_schema").asLong().one()))
          .isZero();
    }
  }

  @EveryDatabase
  void aTransactionMovesFiftyBetweenTwoAccounts(Database db) {
    db.write(tx ->
        tx.executeScript(
            "create table account(balance integer); insert into account values (100), (100)"));
    db.write(tx -> {
      tx.execute("update account set balance = balance - 50 where rowid = 1");
      tx.execute("update account set balance = balance + 50 where rowid = 2");
    });
    assertThat(db).table("account").longs("balance").containsExactly(50L, 150L);
  }

  @EveryDatabase
  void severalQueriesOfOneReadSeeTheSameCommit(Database db) {
    db.write(tx ->
        tx.executeScript(
            "create table person(id integer, name text); create table purchase(person, price);"
                + " insert into person values (1, 'Alice');"
                + " insert into purchase values (1, 100), (1, 200), (1, 300)"));
    String line =
        db.read(tx -> {
          String name = tx.query("select name from person where id = 1").asText().one();
          long total = tx.query("select sum(price) from purchase where person = 1").asLong().one();
          return name + " " + total;
        });
    assertThat(line).isEqualTo("Alice 600");
  }

  @EveryDatabase
  void theHookForConnectionsRunsOnceForEach(TestDatabases databases) {
    Set<Connection> seen = ConcurrentHashMap.newKeySet();
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .readers(1)
                .onConnection(connection -> {
                  assertThat(seen.add(connection)).as("seen for the first time").isTrue();
                  connection.execute("create temp table marker(a)");
                }));
    db.write(tx -> tx.execute("create table t(a)"));
    for (int i = 0; i < 5; i++) {
      db.read(tx -> tx.query("select count(*) from temp.marker").asLong().one());
      db.write(tx -> tx.execute("insert into temp.marker values (1)"));
    }
    int keeper = 1; // opens its connection when it first has something to do
    assertThat(seen.size()).isBetween(1, db.status().concurrent() ? 2 + keeper : 1);
  }

  @EveryDatabase
  void aHookForConnectionsThatFailsAbortsTheOpening(TestDatabases databases) {
    var mine = new IllegalStateException("mine");
    assertThatThrownBy(() ->
            databases.open(
                DatabaseOptions.defaults()
                    .onConnection(connection -> {
                      throw mine;
                    })))
        .isSameAs(mine);
    databases.open().write(tx -> tx.execute("create table t(a)"));
  }

  @EveryDatabase
  void theJournalModeIsNotLostToAHook(TestDatabases databases, DatabaseMode mode) {
    Database db = databases.open();
    String expected =
        switch (mode) {
          case FILE, TEMPORARY -> "wal";
          case FILE_WITHOUT_WAL -> "delete";
          case MEMORY -> "memory";
        };
    assertThat(db.<String>read(tx -> tx.query("pragma journal_mode").asText().one()))
        .isEqualTo(expected);
    assertThat(db.<Long>read(tx -> tx.query("pragma foreign_keys").asLong().one())).isOne();
  }

  @Test
  void aSingleReaderIsEnough(TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.minimal().waitLimit(Duration.ofSeconds(2)));
    db.write(tx -> tx.execute("create table t(a)"));
    for (int i = 0; i < 100; i++) {
      db.write(tx -> tx.execute("insert into t values (1)"));
      db.read(tx -> tx.query("select count(*) from t").asLong().one());
    }
    assertThat(db.status().readers().open()).isOne();
  }

  @EveryDatabase
  void queuedAndDirectWritesBothLand(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    var queued = db.submit(tx -> tx.execute("insert into t values (1)"));
    db.write(tx -> tx.execute("insert into t values (2)"));
    assertThat(queued.join()).isOne();
    assertThat(db).table("t").longs("a").containsExactly(1L, 2L);
  }

  @EveryDatabase
  void aQueuedWriteThatFailsFailsItsFutureOnly(Database db, Steps steps) {
    db.write(tx -> tx.execute("create table t(a)"));
    var failing = db.submit(tx -> tx.execute("insert into missing values (1)"));
    var next = db.submit(tx -> tx.execute("insert into t values (1)"));
    assertThatThrownBy(failing::join).hasMessageContaining("no such table");
    assertThat(next.join()).isOne();
    steps.until("the queue to be empty", () -> db.status().submitted() == 0);
  }
}
