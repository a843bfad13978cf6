package dev.tektite.tests.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.SubmitOptions;
import dev.tektite.SubmitOptions.AtClose;
import dev.tektite.SubmitOptions.WhenFull;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Submitted blocks at close: run first, or discarded, and nobody waits for ever. Each test is
/// played as drawn at [BusyQueue].
@ExtendWith(DatabaseExtension.class)
class SubmitCloseTest {
  private static final SubmitOptions DEFAULTS = SubmitOptions.defaults();

  private static void close(BusyQueue queue, Steps steps) {
    steps.start("closer", queue.db()::close);
    steps.awaitParked("closer");
  }

  private static List<Long> storedAfterwards(TestDatabases databases) {
    try (Database again = databases.open()) {
      return again.read(tx -> tx.query("select a from t order by rowid").asLong().list());
    }
  }

  //   closer                    the thread that runs them
  //                             a block runs, others wait
  //   waits; new ones refused
  //                             the block ends, the others run
  //   closes
  @Test
  void queuedBlocksRunFirst(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, DEFAULTS);
    List<CompletableFuture<Long>> queued = List.of(queue.insert(1), queue.insert(2));
    close(queue, steps);
    assertThatThrownBy(() -> queue.insert(3)).hasMessageContaining("is closed");
    assertThatThrownBy(queue::stored).hasMessageContaining("is closed");
    queue.goOn();
    assertThat(steps.outcome("closer")).isNull();
    assertThat(queued).allSatisfy(each -> assertThat(each.join()).isOne());
    assertThat(storedAfterwards(databases)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void queuedBlocksAreDiscarded(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, DEFAULTS.atClose(AtClose.DISCARD));
    List<CompletableFuture<Long>> queued = List.of(queue.insert(1), queue.insert(2));
    close(queue, steps);
    queue.goOn();
    assertThat(steps.outcome("closer")).isNull();
    assertThat(queue.first().join()).isOne();
    for (CompletableFuture<Long> each : queued) {
      assertThatThrownBy(each::get)
          .hasCauseInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("discarded")
          .hasMessageContaining("never ran");
    }
    assertThat(storedAfterwards(databases)).containsExactly(0L);
  }

  @Test
  void producersThatWaitForRoomAreWoken(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, DEFAULTS.capacity(1).whenFull(WhenFull.BLOCK));
    for (String producer : List.of("one", "two")) {
      steps.startToFail(producer, () -> BusyQueue.result(queue.insert(1)));
      steps.awaitParked(producer);
    }
    close(queue, steps);
    for (String producer : List.of("one", "two")) {
      assertThat(steps.outcome(producer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("The database .* is closed: .*");
    }
    queue.goOn();
    assertThat(steps.outcome("closer")).isNull();
    assertThat(storedAfterwards(databases)).containsExactly(0L);
  }

  //   closer                    the thread that runs them
  //                             a block does not end, hears nothing
  //   gives up after 12 s
  //   the database stays open, and what was queued stays queued
  //                             the block ends, the others run
  @Test
  void aBlockThatDoesNotEndKeepsItOpen(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DEFAULTS.atClose(AtClose.DISCARD));
    CompletableFuture<Long> queued = queue.insert(1);
    assertThatThrownBy(queue.db()::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stays open")
        .hasMessageContaining("\"submit\"");
    assertThat(queued).isNotDone();
    CompletableFuture<Long> later = queue.insert(2);
    queue.goOn();
    BusyQueue.result(queued);
    BusyQueue.result(later);
    assertThat(queue.stored()).endsWith(1L, 2L);
  }
}
