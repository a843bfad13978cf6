package dev.tektite.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.ObserveOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowBlocksTest {
  private final Logger logger = Logger.getLogger("dev.tektite");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  private static Database open(Duration threshold) {
    return Database.temporary(
        DatabaseOptions.defaults().observing(ObserveOptions.none().slowBlocks(threshold)));
  }

  @Test
  void aSlowBlockIsLoggedWithItsSlowestStatementsAndWithoutValues() {
    try (Database db = open(Duration.ZERO)) {
      db.named("import")
          .write(tx -> {
            tx.execute("create table t(x)");
            tx.executeBatch("insert into t values (?)", List.of("secret 1", "secret 2"));
            tx.query("select x from t where x > 'secret 0'").asText().list();
          });
    }
    assertThat(records).isNotEmpty().allMatch(record -> record.getLevel() == Level.WARNING);
    String message = records.getFirst().getMessage();
    assertThat(message)
        .contains("write block \"import\"", "waited", "ran", "committed")
        .contains("2 rows read, 2 changed, done")
        .contains("in 2 runs: insert into t values (?)")
        .contains("select x from t where x > ?")
        .doesNotContain("secret");
  }

  @Test
  void aFailureIsNamedByItsClass() {
    try (Database db = open(Duration.ZERO)) {
      try {
        db.read(tx -> {
          throw new ArithmeticException("secret");
        });
      } catch (ArithmeticException expected) {
        assertThat(expected).hasMessage("secret");
      }
    }
    assertThat(records.getFirst().getMessage())
        .contains("failed with ArithmeticException")
        .doesNotContain("secret");
  }

  @Test
  void whatIsFasterThanTheThresholdIsNotLogged() {
    try (Database db = open(Duration.ofHours(1))) {
      db.write(tx -> tx.execute("create table t(x)"));
    }
    assertThat(records).isEmpty();
  }
}
