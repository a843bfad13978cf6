package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.sqlite.DatabaseException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A thread that cannot be started for submitted blocks.
class SubmitThreadTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final SubmitLimits LIMITS =
      new SubmitLimits(
          1,
          Long.MAX_VALUE,
          0,
          false,
          true,
          new BlockLimits("submit", SECOND, SECOND, false, false));

  // Only by the test's thread.
  private boolean canStart;

  private static List<Submitted<?>> succeed(
      List<Submitted<?>> blocks, Consumer<? super List<SubmittedBatch.Over>> teller) {
    teller.accept(blocks.stream().map(SubmitThreadTest::stored).toList());
    return List.of();
  }

  private static <T> SubmittedBatch.Over stored(Submitted<T> block) {
    return new SubmittedBatch.Over(block, null, () -> block.future().cancel(false));
  }

  private ThreadFactory threads() {
    return work ->
        new Thread(work, "submit") {
          @Override
          public void start() {
            if (!canStart) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
          }
        };
  }

  @Test
  void theBlockIsRefusedAndTakesNoRoom() {
    var queue = new SubmitQueue("a.db", LIMITS, SubmitThreadTest::succeed, threads());
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> queue.submit(tx -> 1, 0, true))
          .isInstanceOf(DatabaseException.Io.class)
          .hasMessageContaining("cannot be started; the block never ran");
    }
    assertThat(queue.status().pending()).isZero();
    canStart = true;
    var later = queue.submit(tx -> 1, 0, true);
    assertThat(later.handle((done, failure) -> true).join()).isTrue();
    assertThat(queue.status().processed()).isOne();
    queue.end();
    assertThat(queue.awaitEnd(30 * SECOND)).isTrue();
  }
}
