package dev.tektite.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BlockListenerTest {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private BlockListener named(String name) {
    return new BlockListener() {
      @Override
      public void before(BlockStart block) {
        heard.add(name + " before " + block);
      }

      @Override
      public void after(BlockEvent block) {
        heard.add(name + " after " + block.start() + " " + block.outcome());
      }
    };
  }

  private static BlockListener refusing() {
    return new BlockListener() {
      @Override
      public void before(BlockStart block) {
        throw new UnsupportedOperationException("not on Sundays");
      }
    };
  }

  private static Database open(BlockListener... listeners) {
    DatabaseOptions options = DatabaseOptions.defaults();
    for (BlockListener listener : listeners) {
      options = options.listener(listener);
    }
    return Database.temporary(options);
  }

  @Test
  void listenersAreAskedInOrderAndToldInReverse() {
    try (Database db = open(named("a"), named("b"))) {
      db.named("transfer").write(tx -> tx.execute("create table t(x)"));
    }
    assertThat(heard)
        .containsExactly(
            "a before write block \"transfer\"",
            "b before write block \"transfer\"",
            "b after write block \"transfer\" DONE",
            "a after write block \"transfer\" DONE");
  }

  @Test
  void aRefusedBlockNeverRunsAndThoseWhoLetItPassAreTold() {
    try (Database db = open(named("a"), refusing(), named("c"))) {
      assertThatThrownBy(() -> db.write(tx -> heard.add("ran")))
          .isExactlyInstanceOf(UnsupportedOperationException.class)
          .hasMessage("not on Sundays");
      assertThatThrownBy(() -> db.read(tx -> heard.add("ran")))
          .isExactlyInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> db.submit(tx -> heard.add("ran")))
          .isExactlyInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(heard)
        .containsExactly(
            "a before write block",
            "a after write block VETOED",
            "a before read block",
            "a after read block VETOED",
            "a before submitted block",
            "a after submitted block VETOED");
  }

  @Test
  void whatListenersThrowAfterwardsChangesNothing() {
    BlockListener broken =
        new BlockListener() {
          @Override
          public void after(BlockEvent block) {
            throw new IllegalStateException("on purpose");
          }
        };
    try (Database db = open(named("a"), broken)) {
      db.write(tx -> tx.execute("create table t(x)"));
      assertThat(db.<Integer>read(tx -> 7)).isEqualTo(7);
      assertThatThrownBy(() -> db.read(tx -> tx.query("select nonsense").asLong().one()))
          .hasMessageContaining("nonsense");
    }
    assertThat(heard)
        .containsExactly(
            "a before write block",
            "a after write block DONE",
            "a before read block",
            "a after read block DONE",
            "a before read block",
            "a after read block FAILED");
  }

  @Test
  void theEndIsToldWithFiguresAndWithoutValues() {
    List<BlockEvent> events = new ArrayList<>();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void after(BlockEvent block) {
            events.add(block);
          }
        };
    try (Database db = open(listener)) {
      db.write(tx -> {
        tx.execute("create table t(x)");
        tx.executeBatch("insert into t values (?)", List.of(1, 2, 3));
        tx.query("select x from t where x > ?", 1).asLong().list();
      });
      assertThatThrownBy(() ->
              db.write(tx -> {
                tx.execute("delete from t");
                throw new ArithmeticException("secret");
              }))
          .isInstanceOf(ArithmeticException.class);
    }
    BlockEvent stored = events.get(0);
    assertThat(stored.rowsRead()).isEqualTo(2);
    assertThat(stored.rowsChanged()).isEqualTo(3);
    assertThat(stored.runs()).isEqualTo(1);
    assertThat(stored.outcome()).isEqualTo(BlockOutcome.DONE);
    assertThat(stored.error()).isNull();
    assertThat(stored.ran()).isPositive();
    assertThat(stored.committed()).isPositive();
    assertThat(stored.total())
        .isEqualTo(stored.waited().plus(stored.ran()).plus(stored.committed()));
    BlockEvent undone = events.get(1);
    assertThat(undone.outcome()).isEqualTo(BlockOutcome.FAILED);
    assertThat(undone.error()).isEqualTo(ArithmeticException.class);
    assertThat(undone.rowsChanged()).isZero();
    assertThat(undone.toString()).doesNotContain("secret");
  }

  @Test
  void everyKindOfBlockIsTold() {
    try (Database db = open(named("a"))) {
      db.write(tx -> tx.execute("create table t(x)"));
      db.submit(tx -> tx.execute("insert into t values (1)")).join();
      try (var snapshot = db.snapshot()) {
        snapshot.read(tx -> tx.query("select x from t").asLong().one());
      }
      db.offloaded().read(tx -> 1);
      assertThatThrownBy(() -> db.submit(tx -> tx.execute("nonsense")).join())
          .isInstanceOf(CompletionException.class);
    }
    assertThat(heard.stream().filter(line -> line.contains("after")))
        .containsExactly(
            "a after write block DONE",
            "a after submitted block DONE",
            "a after snapshot block DONE",
            "a after read block DONE",
            "a after submitted block FAILED");
  }

  @Test
  void maintenanceIsAskedAboutAndTold() {
    try (Database db = open(named("a"))) {
      db.maintenance().quickCheck();
      db.maintenance().vacuum();
      db.listen(refusing());
      assertThatThrownBy(() -> db.maintenance().analyze())
          .isExactlyInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(heard)
        .containsExactly(
            "a before maintenance \"quick check\"",
            "a after maintenance \"quick check\" DONE",
            "a before maintenance \"vacuum\"",
            "a after maintenance \"vacuum\" DONE",
            "a before maintenance \"analyze\"",
            "a after maintenance \"analyze\" VETOED");
  }

  @Test
  void aBlockThatCannotBeginIsTold() throws Exception {
    List<BlockEvent> events = Collections.synchronizedList(new ArrayList<>());
    BlockListener listener =
        new BlockListener() {
          @Override
          public void after(BlockEvent block) {
            events.add(block);
          }
        };
    try (Database db = open(listener)) {
      Thread[] late = new Thread[1];
      db.write(tx -> {
        late[0] =
            Thread.ofPlatform()
                .start(() ->
                    assertThatThrownBy(() ->
                            db.with(BlockOptions.named("late").waitLimit(Duration.ofMillis(1)))
                                .write(own -> own.execute("create table t(x)")))
                        .hasMessageContaining("turn"));
        join(late[0]);
      });
    }
    BlockEvent event = events.get(0);
    assertThat(event.label()).isEqualTo("late");
    assertThat(event.runs()).isZero();
    assertThat(event.outcome()).isEqualTo(BlockOutcome.FAILED);
    assertThat(event.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
    assertThat(event.ran()).isZero();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void listenersComeAndGoAtRunTime() {
    try (Database db = open()) {
      Subscription first = db.listen(named("a"));
      Subscription second = db.listen(named("b"));
      db.read(tx -> 1);
      first.close();
      first.close();
      db.read(tx -> 2);
      second.close();
      db.read(tx -> 3);
    }
    assertThat(heard)
        .containsExactly(
            "a before read block",
            "b before read block",
            "b after read block DONE",
            "a after read block DONE",
            "b before read block",
            "b after read block DONE");
  }
}
