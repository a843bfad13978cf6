package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queries inside queries until the stack is used up: the statements that were under way must pin
/// nothing and hold up nobody.
class NestedQueriesTest {
  private static final long STACK_BYTES = 256 * 1024;
  private static final int ROUNDS = 30;
  private static final String UNDER_WAY =
      "select sql from sqlite_stmt where busy and sql not like '%sqlite_stmt%'";

  @TempDir Path folder;

  private final AtomicInteger overflows = new AtomicInteger();

  @Test
  void theNextReadSeesTheNewestCommit() throws InterruptedException {
    try (var db = Database.open(folder.resolve("a.db"), DatabaseOptions.defaults().readers(1))) {
      db.write(tx -> tx.executeScript("create table t(a); insert into t values (0), (0)"));
      for (int round = 1; round <= ROUNDS; round++) {
        int depthOfLambda = round % 7;
        var thread = new Thread(null, () -> overflow(db, depthOfLambda), "deep", STACK_BYTES);
        thread.start();
        thread.join();
        int value = round;
        db.write(tx -> tx.execute("update t set a = ?", value));
        assertThat(db.<Long>read(tx -> tx.query("select max(a) from t").asLong().one()))
            .isEqualTo(round);
      }
      assertThat(overflows.get()).isEqualTo(ROUNDS);
    }
  }

  @Test
  void aWriteLeavesNothingUnderWay() throws InterruptedException {
    try (var db = Database.open(folder.resolve("a.db"))) {
      writeAndOverflow(db);
    }
  }

  @Test
  void aWriteInMemoryLeavesNothingUnderWay() throws InterruptedException {
    try (var db = Database.inMemory()) {
      writeAndOverflow(db);
    }
  }

  private void writeAndOverflow(Database db) throws InterruptedException {
    db.write(tx -> tx.executeScript("create table t(a); insert into t values (0), (0)"));
    for (int round = 1; round <= ROUNDS; round++) {
      int depthOfLambda = round % 7;
      boolean caught = round % 2 == 0;
      var thread =
          new Thread(null, () -> overflowWriting(db, depthOfLambda, caught), "deep", STACK_BYTES);
      thread.start();
      thread.join();
      db.write(tx -> {
        assertThat(tx.query(UNDER_WAY).asText().list()).isEmpty();
        tx.execute("insert into t values (1)");
      });
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one()))
          .isEqualTo(2L + round);
    }
    assertThat(overflows.get()).isEqualTo(ROUNDS);
  }

  private void overflowWriting(Database db, int shift, boolean caught) {
    if (shift > 0) {
      overflowWriting(db, shift - 1, caught);
      return;
    }
    try {
      db.write(tx -> {
        try {
          nestedWrites(tx);
        } catch (StackOverflowError e) {
          overflows.incrementAndGet();
          if (!caught) {
            throw e;
          }
          throw new IllegalStateException("caught", e);
        }
      });
    } catch (StackOverflowError | IllegalStateException e) {
      assertThat(overflows.get()).isPositive();
    }
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static long nestedWrites(WriteTx tx) {
    return tx.query("insert into t values (7), (8) returning a")
        .asLong()
        .forEach(each -> nestedWrites(tx));
  }

  private void overflow(Database db, int shift) {
    if (shift > 0) {
      overflow(db, shift - 1);
      return;
    }
    try {
      db.read(tx -> nested(tx));
    } catch (StackOverflowError e) {
      overflows.incrementAndGet();
    }
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static long nested(ReadTx tx) {
    return tx.query("select a from t").asLong().forEach(each -> nested(tx));
  }
}
