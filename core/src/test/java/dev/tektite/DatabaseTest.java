package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.sqlite.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  private Database open() {
    return Database.open(folder.resolve("a.db"));
  }

  @Test
  void readsWhatWasWritten() {
    try (var db = open()) {
      db.write(tx -> tx.executeScript("create table t(id integer primary key, name text)"));
      long id = db.writeReturning(tx -> tx.insert("insert into t(name) values (?)", "Ada"));
      assertThat(
              db.<String>read(tx -> tx.query("select name from t where id = ?", id).asText().one()))
          .isEqualTo("Ada");
    }
    assertThat(Files.exists(folder.resolve("a.db-wal"))).isFalse();
  }

  @Test
  void aFailingBlockIsUndoneAndItsExceptionPassesUnchanged() {
    try (var db = open()) {
      db.write(tx -> tx.execute("create table t(a)"));
      var mine = new IllegalArgumentException("mine");
      assertThatThrownBy(() ->
              db.write(tx -> {
                tx.execute("insert into t values (1)");
                throw mine;
              }))
          .isSameAs(mine);
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one())).isZero();
    }
  }

  @Test
  void blocksDoNotNest() {
    try (var db = open()) {
      assertThatThrownBy(() -> db.read(tx -> db.read(inner -> 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("do not nest");
      assertThatThrownBy(() -> db.write(tx -> db.close())).hasMessageContaining("do not nest");
    }
  }

  @Test
  void manyThreadsWriteAndNothingIsLost() throws Exception {
    try (var db = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      db.write(tx -> tx.execute("create table t(a unique)"));
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int from = i * 50;
        tasks.add(() -> {
          for (int j = 0; j < 50; j++) {
            int value = from + j;
            db.write(tx -> tx.execute("insert into t values (?)", value));
            if (j % 10 == 0) {
              assertThatThrownBy(
                      () -> db.write(tx -> tx.execute("insert into t values (?)", value)))
                  .isInstanceOf(DatabaseException.Constraint.class);
            }
          }
          return null;
        });
      }
      for (var future : threads.invokeAll(tasks)) {
        future.get();
      }
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
          .isEqualTo(64 * 50);
    }
  }

  @Test
  void aSecondOpenOfTheSameFileIsRefused() {
    try (var db = open()) {
      assertThatThrownBy(() -> Database.open(folder.resolve("x/../a.db")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("open already");
    }
    open().close();
  }

  @Test
  void memoryWorksLikeAFile() {
    try (var db = Database.inMemory()) {
      db.write(tx -> tx.execute("create table t(a)"));
      db.write(tx -> tx.execute("insert into t values (1)"));
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one())).isOne();
      assertThatThrownBy(
              () -> db.read(tx -> tx.query("insert into t values (2) returning a").asLong().one()))
          .hasMessageContaining("Reads cannot write");
    }
  }

  @Test
  void transactionWordsAreRefusedInBlocks() {
    try (var db = open()) {
      assertThatThrownBy(() -> db.write(tx -> tx.execute("commit")))
          .isInstanceOf(DatabaseException.Rejected.class)
          .hasMessageContaining("refused in a block");
    }
  }

  @Test
  void submittedBlocksAreStoredInOrderAndFailAlone() throws Exception {
    try (var db = open()) {
      db.write(tx -> tx.execute("create table t(a integer primary key, b unique)"));
      List<java.util.concurrent.CompletableFuture<Long>> futures = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int value = i % 100 == 99 ? 0 : i;
        futures.add(db.submit(tx -> tx.insert("insert into t(b) values (?)", value)));
      }
      int failed = 0;
      for (var future : futures) {
        try {
          future.get();
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(DatabaseException.Constraint.class);
          failed++;
        }
      }
      assertThat(failed).isEqualTo(5);
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
          .isEqualTo(495);
      assertThat(db.status().writer().blocks()).isGreaterThanOrEqualTo(496);
    }
  }

  @Test
  void aSnapshotKeepsItsCommit() {
    for (Database db : List.of(open(), Database.inMemory(), Database.temporary())) {
      try (db) {
        db.write(tx -> tx.execute("create table t(a)"));
        try (var snapshot = db.snapshot()) {
          db.write(tx -> tx.execute("insert into t values (1)"));
          assertThat(snapshot.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
              .isZero();
          assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
              .isOne();
        }
      }
    }
  }

  @Test
  void offloadedBlocksRunElsewhereAndFailAsUsual() {
    try (var db = open()) {
      Thread here = Thread.currentThread();
      assertThat(db.offloaded().<Boolean>read(tx -> Thread.currentThread() == here)).isFalse();
      var mine = new IllegalArgumentException("mine");
      assertThatThrownBy(() ->
              db.offloaded()
                  .write(tx -> {
                    throw mine;
                  }))
          .isSameAs(mine);
    }
  }

  @Test
  void anInterruptStopsALongQuery() {
    try (var db = open()) {
      var me = Thread.currentThread();
      Thread.ofVirtual()
          .start(() -> {
            while (db.status().readers().inUse() == 0) {
              Thread.onSpinWait();
            }
            me.interrupt();
          });
      assertThatThrownBy(() ->
              db.read(tx ->
                  tx.query(
                          "with recursive n(i) as (values(1) union all select i + 1 from n)"
                              + " select count(*) from n")
                      .asLong()
                      .one()))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptedThreadReadsAndWritesNothing() {
    try (var db = open()) {
      db.write(tx -> tx.execute("create table t(a)"));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (1)")))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("interrupted");
      assertThatThrownBy(() -> db.read(tx -> tx.query("select a from t").asLong().list()))
          .isInstanceOf(DatabaseException.Cancelled.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one())).isZero();
    }
  }

  @Test
  void typedAccessorsReadAndWrite() {
    record Counters(dev.tektite.sql.WriteTx tx) {
      void add(int value) {
        tx.execute("insert into t values (?)", value);
      }

      long sum() {
        return tx.query("select total(a) from t").map(row -> (long) row.asDouble(0)).one();
      }
    }
    try (var db = open()) {
      db.write(tx -> tx.execute("create table t(a)"));
      var counters = db.with(Counters::new);
      counters.write(c -> c.add(4));
      assertThat(counters.<Long>read(Counters::sum)).isEqualTo(4);
      assertThatThrownBy(() ->
              counters.read(c -> {
                c.add(1);
                return 0;
              }))
          .hasMessageContaining("Reads cannot write");
    }
  }

  @Test
  void readsSeeNewCommitsOfAnAttachedFile() {
    Path other = folder.resolve("other.db");
    var options =
        DatabaseOptions.defaults()
            .onConnection(
                connection -> connection.execute("attach '%s' as other".formatted(other)));
    try (var attached = Database.open(other)) {
      attached.write(tx -> tx.execute("create table t(a)"));
    }
    try (var db = Database.open(folder.resolve("a.db"), options)) {
      for (int i = 1; i <= 20; i++) {
        int value = i;
        db.write(tx -> tx.execute("insert into other.t values (?)", value));
        assertThat(db.<Long>read(tx -> tx.query("select count(*) from other.t").asLong().one()))
            .isEqualTo(i);
      }
    }
  }

  @Test
  void readsMayAskPragmas() {
    for (Database db : List.of(open(), Database.inMemory())) {
      try (db) {
        assertThat(db.<String>read(tx -> tx.query("pragma journal_mode").asText().one()))
            .isIn("wal", "memory");
        assertThatThrownBy(
                () -> db.read(tx -> tx.query("pragma user_version = 3").asText().first()))
            .hasMessageContaining("cannot write");
      }
    }
  }

  @Test
  void waitsForAnotherProcessNoLongerThanItMay() {
    Path file = folder.resolve("a.db");
    var options = DatabaseOptions.defaults().waitLimit(java.time.Duration.ofMillis(80));
    try (var db = Database.open(file, options);
        var foreign =
            dev.tektite.sqlite.Connection.open(file, dev.tektite.sqlite.OpenMode.READ_WRITE)) {
      foreign.execute("begin immediate");
      assertThatThrownBy(() -> db.write(tx -> tx.execute("create table t(a)")))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("which another process holds");
      foreign.execute("commit");
      db.write(tx -> tx.execute("create table t(a)"));
    }
  }

  @Test
  void aTextFileIsNamedAsUnreadable() throws Exception {
    Path file = Files.writeString(folder.resolve("letter.txt"), "Dear database, ".repeat(100));
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(DatabaseException.Unreadable.class)
        .hasMessageContaining("letter.txt");
  }
}
