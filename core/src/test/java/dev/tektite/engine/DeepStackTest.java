package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stack that is used up anywhere in the engine leaves it usable.
///
/// The stack is used up first; then, frame by frame on the way back, a block is tried, so that each
/// place in the engine is met by the end of the stack.
class DeepStackTest {
  private static final long STACK_BYTES = 512 * 1024;
  private static final int ROUNDS = 4;

  /// How many blocks must succeed one after another until the rest of the stack is taken for safe.
  private static final int ENOUGH = 100;

  @TempDir Path folder;

  private final AtomicInteger stored = new AtomicInteger();
  private final AtomicInteger overflows = new AtomicInteger();
  private int inARow;

  @Test
  void writesFailWholeAndOthersGoOn() throws InterruptedException {
    try (var db = Database.open(folder.resolve("a.db"), options())) {
      writeAtEveryDepth(db);
    }
  }

  @Test
  void writesInMemoryFailWholeAndOthersGoOn() throws InterruptedException {
    try (var db = Database.inMemory(options())) {
      writeAtEveryDepth(db);
    }
  }

  @Test
  void readsFailAndOthersGoOn() throws InterruptedException {
    try (var db = Database.open(folder.resolve("a.db"), options().readers(1))) {
      db.write(tx -> tx.execute("create table t(a)"));
      atEveryDepth(() -> count(db));
      assertThat(overflows.get()).as("reads that met the end of the stack").isPositive();
      db.write(tx -> tx.execute("insert into t values (1)"));
      assertThat(count(db)).isEqualTo(1);
    }
  }

  private void writeAtEveryDepth(Database db) throws InterruptedException {
    db.write(tx -> tx.execute("create table t(a)"));
    atEveryDepth(() -> db.write(tx -> tx.execute("insert into t values (1)")));
    assertThat(overflows.get()).as("writes that met the end of the stack").isPositive();
    db.write(tx -> tx.execute("insert into t values (1)"));
    assertThat(count(db)).isEqualTo(stored.get() + 1);
  }

  private static long count(Database db) {
    return db.read(tx -> tx.query("select count(*) from t").asLong().one());
  }

  private static DatabaseOptions options() {
    return DatabaseOptions.defaults().waitLimit(Duration.ofSeconds(10)).durability(Durability.OFF);
  }

  private void atEveryDepth(Runnable block) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      inARow = 0;
      var thread = new Thread(null, () -> dive(block), "deep", STACK_BYTES);
      thread.start();
      thread.join();
    }
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private void dive(Runnable block) {
    try {
      dive(block);
    } catch (StackOverflowError e) {
      // as deep as it gets; now back, frame by frame
    }
    if (inARow < ENOUGH) {
      try {
        block.run();
        stored.incrementAndGet();
        inARow++;
      } catch (StackOverflowError e) {
        overflows.incrementAndGet();
        inARow = 0;
      }
    }
  }
}
