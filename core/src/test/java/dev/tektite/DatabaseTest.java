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
}
