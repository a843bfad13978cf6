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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Room in the queue of submitted blocks: how much there is, and what happens when there is none.
/// Each test is played as drawn at [BusyQueue].
@ExtendWith(DatabaseExtension.class)
class SubmitRoomTest {
  private static final SubmitOptions REJECT = SubmitOptions.nonBlocking();
  private static final SubmitOptions BLOCK = SubmitOptions.defaults().whenFull(WhenFull.BLOCK);
  private static final SubmitOptions DROP = SubmitOptions.metrics();

  @Test
  void presets() {
    assertThat(SubmitOptions.defaults())
        .hasToString(
            "1000 blocks, any number of bytes, BLOCK_FOR, wait limit PT5S, at close DRAIN");
    assertThat(SubmitOptions.metrics().capacity()).isEqualTo(10_000);
    assertThat(SubmitOptions.metrics().whenFull()).isEqualTo(WhenFull.DROP_OLDEST);
    assertThat(SubmitOptions.critical().capacity()).isEqualTo(100);
    assertThat(SubmitOptions.critical().whenFull()).isEqualTo(WhenFull.BLOCK_FOR);
    assertThat(SubmitOptions.critical().waitLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(SubmitOptions.nonBlocking().capacity()).isEqualTo(1000);
    assertThat(SubmitOptions.nonBlocking().whenFull()).isEqualTo(WhenFull.REJECT);
  }

  @Test
  void aQueueWithoutRoomForAnythingIsRefused() {
    assertThatThrownBy(() -> REJECT.capacity(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> REJECT.capacityBytes(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> REJECT.waitLimit(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void capacityCountsWhatRunsAndWhatWaits(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, REJECT.capacity(2));
    CompletableFuture<Long> second = queue.insert(1);
    assertThatThrownBy(() -> queue.insert(2))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("is full (2 blocks, of which 1 are running)")
        .hasMessageContaining("never ran");
    SubmitStatus full = queue.db().status().submit();
    assertThat(full).isEqualTo(new SubmitStatus(2, Long.MAX_VALUE, 1, 1, 0, 0, 0, 0, 0, 1));
    assertThat(full.utilization()).isEqualTo(1);
    queue.goOn();
    result(second);
    assertThat(queue.stored()).containsExactly(0L, 1L);
    assertThat(queue.db().status().submit())
        .isEqualTo(new SubmitStatus(2, Long.MAX_VALUE, 0, 0, 0, 0, 2, 0, 0, 1));
  }

  @Test
  void capacityInBytesCountsWhatProducersSay(TestDatabases databases, Steps steps)
      throws Exception {
    var queue = new BusyQueue(databases, steps, REJECT.capacityBytes(100), 60);
    CompletableFuture<Long> fits = queue.insert(1, 40);
    assertThatThrownBy(() -> queue.insert(2, 1))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("100 of 100 bytes, and the block has 1");
    CompletableFuture<Long> unsized = queue.insert(3);
    assertThat(queue.db().status().submit().utilization()).isEqualTo(1);
    queue.goOn();
    result(fits);
    result(unsized);
    assertThat(queue.stored()).containsExactly(0L, 1L, 3L);
    assertThat(queue.db().status().submit().bytes()).isZero();
  }

  @Test
  void aBlockThatNeverFitsIsRefused(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, BLOCK.capacityBytes(100));
    assertThatThrownBy(() -> queue.insert(1, 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("101 and 100");
    assertThatThrownBy(() -> queue.insert(1, -1)).isInstanceOf(IllegalArgumentException.class);
    queue.goOn();
  }

  //   producer                  the queue
  //                             full
  //   waits
  //                             the first block ends
  //   goes on; stored
  @Test
  void aProducerWaitsForRoom(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, BLOCK.capacity(1));
    steps.start("producer", () -> result(queue.insert(1)));
    steps.awaitParked("producer");
    assertThat(queue.db().status().submit().producersWaiting()).isOne();
    queue.goOn();
    assertThat(steps.outcome("producer")).isNull();
    assertThat(queue.stored()).containsExactly(0L, 1L);
  }

  @Test
  void aProducerWaitsNoLongerThanItsLimit(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, BLOCK.capacity(1).waitLimit(Duration.ofMillis(30)));
    assertThatThrownBy(() -> queue.insert(1))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("never ran");
    queue.goOn();
    result(queue.first());
    assertThat(queue.stored()).containsExactly(0L);
    assertThat(queue.db().status().submit().rejected()).isOne();
  }

  @Test
  void aWaitingProducerCanBeInterrupted(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, BLOCK.capacity(1));
    steps.startToFail("producer", () -> result(queue.insert(1)));
    steps.awaitParked("producer");
    steps.thread("producer").interrupt();
    assertThat(steps.outcome("producer"))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("never ran");
    queue.goOn();
    result(queue.first());
    assertThat(queue.stored()).containsExactly(0L);
    assertThat(queue.db().status().submit().producersWaiting()).isZero();
  }

  //   large (100 bytes)         small (1 byte)              the queue
  //                                                         has 100 of 100 bytes
  //   waits
  //                             waits behind it
  //                                                         the first block ends
  //   goes in; stored
  //                             goes in; stored
  @Test
  void producersGetRoomInTheOrderInWhichTheyAsked(TestDatabases databases, Steps steps) {
    var queue = new BusyQueue(databases, steps, BLOCK.capacityBytes(100), 100);
    steps.start("large", () -> result(queue.insert(1, 100)));
    steps.awaitParked("large");
    steps.start("small", () -> result(queue.insert(2, 1)));
    steps.awaitParked("small");
    queue.goOn();
    assertThat(steps.outcome("large")).isNull();
    assertThat(steps.outcome("small")).isNull();
    assertThat(queue.stored()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void theOldestGivesWay(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DROP.capacity(3));
    CompletableFuture<Long> oldest = queue.insert(1);
    var _ = queue.insert(2);
    CompletableFuture<Long> newest = queue.insert(3);
    assertThatThrownBy(oldest::get)
        .hasCauseInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("dropped")
        .hasMessageContaining("never ran");
    queue.goOn();
    result(newest);
    assertThat(queue.stored()).containsExactly(0L, 2L, 3L);
    assertThat(queue.db().status().submit().dropped()).isOne();
  }

  @Test
  void asManyGiveWayAsTheNewestHasBytes(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DROP.capacityBytes(100), 10);
    CompletableFuture<Long> first = queue.insert(1, 40);
    CompletableFuture<Long> second = queue.insert(2, 40);
    CompletableFuture<Long> third = queue.insert(3, 60);
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    queue.goOn();
    result(third);
    assertThat(queue.stored()).containsExactly(0L, 3L);
  }

  @Test
  void whatRunsNeverGivesWay(TestDatabases databases, Steps steps) throws Exception {
    var queue = new BusyQueue(databases, steps, DROP.capacityBytes(100), 50);
    CompletableFuture<Long> waits = queue.insert(1, 10);
    assertThatThrownBy(() -> queue.insert(2, 60)).isInstanceOf(DatabaseException.Busy.class);
    queue.goOn();
    result(waits);
    assertThat(queue.stored()).containsExactly(0L, 1L);
  }
}
