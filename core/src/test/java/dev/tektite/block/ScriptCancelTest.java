package dev.tektite.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A script whose block is stopped between two of its statements.
///
/// ```
///   the block                          the watcher
///   interrupts itself
///                                      stops the block: no statement is under way, or one that
///                                      does not notice
///   next statement: refused
/// ```
class ScriptCancelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static void awaitCancel(WriteTx tx) {
    Thread.currentThread().interrupt();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (((BlockTx) tx).cancelReason() == null) {
      assertThat(System.nanoTime()).as("stopped in time").isLessThan(end);
      Thread.onSpinWait();
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noStatementRunsAfterTheBlockWasStopped() {
    try (var db = Database.inMemory()) {
      db.write(tx -> tx.execute("create table t(a)"));
      assertThatThrownBy(() ->
              db.write(tx -> {
                tx.execute("insert into t values (1)");
                awaitCancel(tx);
                assertThatThrownBy(() -> tx.executeScript("insert into t values (2)"))
                    .isInstanceOf(DatabaseException.Cancelled.class);
              }))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("was interrupted");
      assertThat(count(db)).isZero();
    }
  }

  @Test
  void theRestOfTheScriptDoesNotRun() {
    var block = new AtomicReference<WriteTx>();
    var options =
        DatabaseOptions.defaults()
            .onConnection(connection ->
                connection
                    .functions()
                    .scalar(
                        "stop",
                        0,
                        arguments -> {
                          awaitCancel(block.get());
                          return 1;
                        }));
    try (var db = Database.inMemory(options)) {
      db.write(tx -> tx.execute("create table t(a)"));
      assertThatThrownBy(() ->
              db.write(tx -> {
                block.set(tx);
                tx.executeScript(
                    "insert into t values (1); select stop(); insert into t values (2)");
              }))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("was interrupted");
      assertThat(count(db)).isZero();
    }
  }

  @Test
  void aPragmaThatAsksLetsNoneThatWritesPassUnprotected() {
    try (var db = Database.inMemory()) {
      db.write(tx -> tx.executeScript("pragma user_version; pragma user_version = 7"));
      assertThatThrownBy(() -> db.read(tx -> tx.query("pragma user_version = 8").asLong().list()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Reads cannot write");
      assertThat(db.<Long>read(tx -> tx.query("pragma user_version").asLong().one())).isEqualTo(7);
    }
  }

  private static long count(Database db) {
    return db.read(tx -> tx.query("select count(*) from t").asLong().one());
  }
}
