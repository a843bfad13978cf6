package dev.tektite.tests.peers;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What khive's pool promises, and the opposite of what it gets wrong.
@ExtendWith(DatabaseExtension.class)
class KhiveBehavioursTest {
  //   two readers               a third
  //   have all connections
  //                             waits 100 ms; is told by whom they are used
  //   give them back
  //                             reads
  @Test
  void aUsedUpPoolNamesItsHolders(TestDatabases databases, Steps steps) {
    Database db = databases.open(DatabaseOptions.defaults().readers(2));
    for (int i = 0; i < 2; i++) {
      int holder = i;
      steps.start(
          "holder " + i,
          () ->
              db.with(BlockOptions.named("report " + holder))
                  .read(tx -> {
                    steps.atAndAwait("has reader " + holder, "told");
                    return 1;
                  }));
      steps.await("has reader " + i);
    }
    assertThatThrownBy(
            () -> db.with(BlockOptions.defaults().waitLimit(Duration.ofMillis(100))).read(tx -> 1))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("one of the 2 readers")
        .hasMessageContaining("\"report 0\" of thread holder 0")
        .hasMessageContaining("\"report 1\" of thread holder 1");
    steps.at("told");
    assertThat(db.<Integer>read(tx -> 1)).isOne();
  }

  @Test
  void whoWaitsForAReaderCanBeInterrupted(TestDatabases databases, Steps steps) {
    Database db = databases.open(DatabaseOptions.defaults().readers(1));
    steps.start(
        "holder",
        () ->
            db.read(tx -> {
              steps.atAndAwait("holds", "interrupted");
              return 1;
            }));
    steps.await("holds");
    steps.startToFail("waiter", () -> db.read(tx -> 1));
    steps.awaitParked("waiter");
    steps.thread("waiter").interrupt();
    assertThat(steps.outcome("waiter"))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("did not run");
    steps.at("interrupted");
  }

  @Test
  void whoWaitsForAReaderGetsItInTurn(TestDatabases databases, Steps steps) {
    Database db = databases.open(DatabaseOptions.defaults().readers(1));
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    steps.start(
        "holder",
        () ->
            db.read(tx -> {
              steps.atAndAwait("holds", "all wait");
              return 1;
            }));
    steps.await("holds");
    for (int i = 0; i < 5; i++) {
      int waiter = i;
      steps.start("waiter " + i, () -> db.read(tx -> order.add(waiter)));
      steps.awaitParked("waiter " + i);
    }
    steps.at("all wait");
    for (int i = 0; i < 5; i++) {
      assertThat(steps.outcome("waiter " + i)).isNull();
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @EveryDatabase
  void theBlocksOwnErrorIsKeptWhenTheRollbackFollows(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into missing values (1)")))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("no such table: missing");
    db.write(tx -> tx.execute("insert into t values (1)"));
    assertThat(db).table("t").hasRows(1);
  }

  @EveryDatabase
  void anErrorThatEscapesNeverShrinksThePool(TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.defaults().readers(2));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() ->
              db.read(tx -> {
                throw new OutOfMemoryError("mine");
              }))
          .isInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(() ->
              db.write(tx -> {
                throw new StackOverflowError("mine");
              }))
          .isInstanceOf(StackOverflowError.class);
    }
    assertThat(db.<Integer>read(tx -> 1)).isOne();
    db.write(tx -> tx.execute("create table t(a)"));
  }

  @EveryDatabase
  void theModeCanBeSeen(TestDatabases databases) {
    Database db = databases.open();
    assertThat(db.status().concurrent()).isEqualTo(databases.mode().isConcurrent());
    assertThat(db.status().readers().limit())
        .isEqualTo(databases.mode().isConcurrent() ? db.options().readers() : 0);
  }
}
