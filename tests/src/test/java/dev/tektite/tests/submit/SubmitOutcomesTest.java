package dev.tektite.tests.submit;

import static dev.tektite.tests.submit.BusyQueue.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.SubmitOptions;
import dev.tektite.SubmitOptions.WhenFull;
import dev.tektite.observe.SubmitStatus;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What producers of submitted blocks are told, and what they may do then, on the very thread that
/// runs the blocks. Each test is played as drawn at [BusyQueue].
@ExtendWith(DatabaseExtension.class)
class SubmitOutcomesTest {
  private static final SubmitOptions DEFAULTS = SubmitOptions.defaults();

  @Test
  void theCountersAddUp(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, SubmitOptions.metrics().capacity(21));
    List<CompletableFuture<Long>> futures = new ArrayList<>();
    for (int i = 1; i <= 23; i++) {
      int value = i;
      futures.add(
          i % 4 == 0
              ? queue.db().submit(tx -> tx.execute("insert into missing values (?)", value))
              : queue.insert(i));
    }
    SubmitStatus before = queue.db().status().submit();
    assertThat(before).isEqualTo(new SubmitStatus(21, Long.MAX_VALUE, 20, 1, 0, 0, 0, 0, 3, 0));
    queue.goOn();
    for (CompletableFuture<Long> each : futures) {
      each.handle((done, failure) -> done).join();
    }
    SubmitStatus after = queue.db().status().submit();
    assertThat(after).isEqualTo(new SubmitStatus(21, Long.MAX_VALUE, 0, 0, 0, 0, 21, 5, 3, 0));
    assertThat(after.accepted()).isEqualTo(before.accepted()).isEqualTo(24);
    assertThat(queue.stored()).hasSize(16);
  }

  //   the thread that runs them
  //   the first block fails: undone, the turn is given away
  //   its dependent writes
  @Test
  void aDependentOfABlockThatFailedMayWrite(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DEFAULTS);
    CompletableFuture<Long> handled =
        queue
            .db()
            .<Long>submit(tx -> {
              throw new IllegalArgumentException("mine");
            })
            .exceptionally(
                failure -> queue.db().writeReturning(tx -> tx.execute("insert into t values (7)")));
    var _ = queue.insert(1);
    queue.goOn();
    assertThat(result(handled)).isOne();
    assertThat(queue.stored()).contains(0L, 7L);
  }

  @Test
  void anActionAfterTheCommitMayWrite(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DEFAULTS);
    CompletableFuture<Long> stored =
        queue
            .db()
            .submit(tx -> {
              tx.afterCommit(() -> queue.db().write(own -> own.execute("delete from t")));
              return 1L;
            });
    queue.goOn();
    result(stored);
    assertThat(queue.stored()).isEmpty();
  }

  //   the thread that runs them
  //   a dependent submits a block, for which there is room, and one for which there is none:
  //   refused at once, since nobody else could make room
  @Test
  void aDependentNeverWaitsForRoom(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DEFAULTS.capacity(1).whenFull(WhenFull.BLOCK));
    CompletableFuture<CompletableFuture<Long>> next = new CompletableFuture<>();
    CompletableFuture<Void> refused =
        queue
            .first()
            .thenAccept(done -> {
              next.complete(queue.insert(1));
              var _ = queue.insert(2);
            });
    queue.goOn();
    assertThatThrownBy(() -> result(refused))
        .hasCauseInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("is full");
    result(result(next));
    assertThat(queue.stored()).containsExactly(0L, 1L);
  }

  @Test
  void aDependentCannotClose(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, DEFAULTS);
    CompletableFuture<Void> closed = queue.first().thenRun(queue.db()::close);
    queue.goOn();
    assertThatThrownBy(() -> result(closed))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would wait for itself");
    assertThat(queue.stored()).containsExactly(0L);
  }

  @Test
  void aFlagThatABlockSetsOnItsThreadIsNotItsNeighbours(TestDatabases databases, Steps steps)
      throws Exception {
    var queue = new BusyQueue(databases, steps, DEFAULTS);
    var _ =
        queue
            .db()
            .submit(tx -> {
              Thread.currentThread().interrupt();
              return 1;
            });
    CompletableFuture<Long> neighbour = queue.insert(1);
    CompletableFuture<Void> flag = neighbour.thenRun(() -> Thread.currentThread().interrupt());
    queue.goOn();
    result(flag); // not of the neighbour: who waits for a future may run its dependents itself
    result(queue.insert(2));
    assertThat(queue.stored()).containsExactly(0L, 1L, 2L);
  }
}
