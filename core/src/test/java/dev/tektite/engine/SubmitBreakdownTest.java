package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// An error that is no block's, in the midst of the work of the thread that runs submitted blocks.
class SubmitBreakdownTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final SubmitLimits LIMITS =
      new SubmitLimits(
          2,
          Long.MAX_VALUE,
          30 * SECOND,
          false,
          true,
          new BlockLimits("submit", SECOND, SECOND, false, false));

  private final CompletableFuture<Void> mayBreak = new CompletableFuture<>();
  private final AtomicInteger batches = new AtomicInteger();

  private List<Submitted<?>> breakAtFirst(
      List<Submitted<?>> blocks, Consumer<? super List<SubmittedBatch.Over>> teller) {
    if (batches.incrementAndGet() == 1) {
      mayBreak.join();
      throw new OutOfMemoryError("Java heap space");
    }
    return tell(blocks, teller);
  }

  private static List<Submitted<?>> tell(
      List<Submitted<?>> blocks, Consumer<? super List<SubmittedBatch.Over>> teller) {
    teller.accept(
        blocks.stream()
            .map(each ->
                new SubmittedBatch.Over(
                    each,
                    null,
                    () -> {
                      each.future().complete(null);
                      throw new StackOverflowError();
                    }))
            .toList());
    return List.of();
  }

  private static void assertEnds(SubmitQueue queue) {
    queue.end();
    assertThat(queue.awaitEnd(30 * SECOND)).isTrue();
  }

  @Test
  void theBlocksUnderWayFailAndTheNextAreRun() {
    var queue = new SubmitQueue("a.db", LIMITS, this::breakAtFirst, Thread.ofPlatform().factory());
    var first = queue.submit(tx -> 1, 1, true);
    var second = queue.submit(tx -> 2, 1, true);
    mayBreak.complete(null);
    assertThatThrownBy(first::join).hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(second.handle((done, failure) -> true).join()).isTrue();
    assertThat(queue.submit(tx -> 3, 1, true).join()).isNull();
    assertEnds(queue);
    assertThat(queue.status().failed()).isEqualTo(3 - batchesThatSucceeded(second));
    assertThat(queue.status().bytes()).isZero();
    assertThat(queue.status().pending()).isZero();
  }

  /// One for the last block, and one for the second if it was not yet queued when the first began.
  private static int batchesThatSucceeded(CompletableFuture<?> second) {
    return second.isCompletedExceptionally() ? 1 : 2;
  }

  @Test
  void allAreToldThoughTellingOneThrows() {
    var queue =
        new SubmitQueue("a.db", LIMITS, SubmitBreakdownTest::tell, Thread.ofPlatform().factory());
    assertThat(queue.submit(tx -> 1, 1, true).join()).isNull();
    assertThat(queue.submit(tx -> 2, 1, true).join()).isNull();
    assertEnds(queue);
    assertThat(queue.status().processed()).isEqualTo(2);
    assertThat(queue.status().failed()).isZero();
  }
}
