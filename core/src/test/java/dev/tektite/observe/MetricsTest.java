package dev.tektite.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Metrics add up: counters equal what a scripted workload did, exactly.
class MetricsTest {
  private static final DatabaseOptions COUNTING = DatabaseOptions.defaults().metrics(true);

  private static void fail(Database db) {
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.execute("insert into t values (0)");
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");
  }

  @Test
  void countersEqualWhatAScriptDid() {
    try (Database db = Database.temporary(COUNTING)) {
      db.write(tx -> tx.execute("create table t(x)"));
      for (int i = 0; i < 10; i++) {
        db.write(tx -> tx.executeBatch("insert into t values (?)", List.of(1, 2, 3)));
      }
      for (int i = 0; i < 7; i++) {
        db.read(tx -> tx.query("select x from t limit 5").asLong().list());
      }
      fail(db);
      fail(db);
      assertThatThrownBy(() -> db.read(tx -> tx.query("select y from t").asLong().list()))
          .hasMessageContaining("no such column");
      List<CompletableFuture<Long>> submitted = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        submitted.add(db.submit(tx -> tx.execute("update t set x = x + 1")));
      }
      submitted.forEach(CompletableFuture::join);
      assertThatThrownBy(() -> db.submit(tx -> tx.execute("nonsense")).join())
          .isInstanceOf(CompletionException.class);
      try (var snapshot = db.snapshot()) {
        snapshot.read(tx -> tx.query("select x from t").asLong().list());
      }

      Metrics metrics = db.metrics();
      assertThat(metrics.commits()).isEqualTo(db.status().writer().commits());
      BlockMetrics writes = metrics.writes();
      assertThat(writes.done()).isEqualTo(11);
      assertThat(writes.failed()).isEqualTo(2);
      assertThat(writes.vetoed()).isZero();
      assertThat(writes.rowsChanged()).isEqualTo(30);
      assertThat(writes.rowsRead()).isZero();
      assertThat(writes.waited().count()).isEqualTo(13);
      assertThat(writes.ran().count()).isEqualTo(13);
      assertThat(writes.committed().count()).isEqualTo(11);
      BlockMetrics reads = metrics.reads();
      assertThat(reads.done()).isEqualTo(7);
      assertThat(reads.failed()).isEqualTo(1);
      assertThat(reads.rowsRead()).isEqualTo(35);
      assertThat(reads.rowsChanged()).isZero();
      BlockMetrics submits = metrics.submits();
      assertThat(submits.done()).isEqualTo(20);
      assertThat(submits.failed()).isEqualTo(1);
      assertThat(submits.rowsChanged()).isEqualTo(20 * 30);
      assertThat(metrics.of(BlockKind.SNAPSHOT).rowsRead()).isEqualTo(30);
      assertThat(metrics.of(BlockKind.SNAPSHOT).done()).isEqualTo(1);
      assertThat(metrics.of(BlockKind.MAINTENANCE)).isEqualTo(BlockMetrics.NONE);
    }
  }

  @Test
  void countersEqualWhatManyThreadsDid() throws InterruptedException {
    try (Database db = Database.temporary(COUNTING)) {
      db.write(tx -> tx.execute("create table t(x)"));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int n = 0; n < 100; n++) {
                    db.write(tx -> tx.execute("insert into t values (1)"));
                    db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one());
                    if (n % 10 == 0) {
                      fail(db);
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Metrics metrics = db.metrics();
      assertThat(metrics.writes().done()).isEqualTo(1601);
      assertThat(metrics.writes().failed()).isEqualTo(160);
      assertThat(metrics.writes().rowsChanged()).isEqualTo(1600);
      assertThat(metrics.reads().done()).isEqualTo(1600);
      assertThat(metrics.reads().rowsRead()).isEqualTo(1600);
      assertThat(metrics.writes().committed().count()).isEqualTo(1601);
    }
  }

  @Test
  void refusedBlocksAreCountedApart() {
    BlockListener refusing =
        new BlockListener() {
          @Override
          public void before(BlockStart block) {
            if ("forbidden".equals(block.label())) {
              throw new UnsupportedOperationException();
            }
          }
        };
    try (Database db = Database.temporary(COUNTING.listener(refusing))) {
      assertThatThrownBy(() -> db.named("forbidden").read(tx -> 1))
          .isInstanceOf(UnsupportedOperationException.class);
      db.named("allowed").read(tx -> 1);
      assertThat(db.metrics().reads().vetoed()).isEqualTo(1);
      assertThat(db.metrics().reads().done()).isEqualTo(1);
      assertThat(db.metrics().reads().ran().count()).isEqualTo(1);
    }
  }

  @Test
  void latenciesAreInOrder() {
    try (Database db = Database.temporary(COUNTING)) {
      for (int i = 0; i < 100; i++) {
        db.read(tx -> tx.query("select 1").asLong().one());
      }
      Latency ran = db.metrics().reads().ran();
      assertThat(ran.count()).isEqualTo(100);
      assertThat(List.of(ran.min(), ran.p50(), ran.p90(), ran.p99(), ran.p999(), ran.max()))
          .isSorted();
      assertThat(ran.mean()).isBetween(ran.min(), ran.max());
      assertThat(ran.min()).isGreaterThan(Duration.ZERO);
    }
  }

  @Test
  void withoutTheOptionNothingIsCounted() {
    try (Database db = Database.temporary()) {
      assertThatThrownBy(db::metrics)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("metrics(true)");
    }
  }

  @Test
  void beforeAnythingHappenedThereIsNothing() {
    try (Database db = Database.inMemory(COUNTING)) {
      assertThat(db.metrics().reads()).isEqualTo(BlockMetrics.NONE);
    }
  }
}
