package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Databases on whose one connection all blocks take turns.
class OneConnectionTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 200;

  @Test
  void readsAndWritesTakeTurns() throws Exception {
    try (var db = Database.inMemory();
        var threads = Executors.newFixedThreadPool(THREADS)) {
      db.write(tx -> tx.execute("create table t(a)"));
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(() -> {
          for (int round = 0; round < ROUNDS; round++) {
            db.write(tx -> {
              tx.execute("insert into t values (1)");
              tx.execute("insert into t values (2)");
            });
            assertThat(count(db) % 2).isZero();
          }
          return null;
        });
      }
      for (var future : threads.invokeAll(tasks)) {
        future.get();
      }
      assertThat(count(db)).isEqualTo(2L * THREADS * ROUNDS);
    }
  }

  private static long count(Database db) {
    return db.read(tx -> tx.query("select count(*) from t").asLong().one());
  }
}
