package dev.tektite.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Trying again, on a clock that moves only while somebody sleeps by it.
class RetryTest {
  private final DatabaseException busy = new DatabaseException.Busy("in use");
  private final DatabaseException unknown =
      new DatabaseException.Uncertain("It is unknown", DatabaseException.of(10, "io", null, -1));

  private final List<Long> pauses = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private long now = Long.MAX_VALUE - 1_000; // overflows soon
  private double chance;

  private Retry timed(Retry retry) {
    return retry.timed(new Timing(() -> now, this::sleep, () -> chance));
  }

  private void sleep(long nanos) {
    pauses.add(TimeUnit.NANOSECONDS.toMillis(nanos));
    now += nanos;
  }

  private void fail(RuntimeException failure) {
    attempts.incrementAndGet();
    throw failure;
  }

  private void failAlways(Retry retry) {
    assertThatThrownBy(() -> timed(retry).run(() -> fail(busy)))
        .isInstanceOf(DatabaseException.Busy.class);
  }

  // ---- pauses ----

  @Test
  void fixedPauses() {
    failAlways(Retry.fixed(Duration.ofMillis(7)).attempts(4));
    assertThat(pauses).containsExactly(7L, 7L, 7L);
  }

  @Test
  void linearPauses() {
    failAlways(Retry.linear(Duration.ofMillis(50), Duration.ofMillis(180)).attempts(6).jitter(0));
    assertThat(pauses).containsExactly(50L, 100L, 150L, 180L, 180L);
  }

  @Test
  void exponentialPauses() {
    var retry = Retry.exponential(Duration.ofMillis(10), Duration.ofMillis(100)).jitter(0);
    failAlways(retry.attempts(7));
    assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 100L, 100L);
  }

  @Test
  void pausesNeverOverflow() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    failAlways(Retry.exponential(Duration.ofNanos(1), ever).attempts(200).within(ever));
    assertThat(pauses).isNotEmpty().allMatch(pause -> pause >= 0);
  }

  @Test
  void jitterMakesAPauseLongerByAPartOfIt() {
    chance = 0.5;
    failAlways(Retry.exponential(Duration.ofMillis(100), Duration.ofSeconds(1)).jitter(0.2));
    assertThat(pauses).containsExactly(110L, 220L);
  }

  @Test
  void presets() {
    failAlways(Retry.defaults());
    assertThat(pauses).containsExactly(10L, 20L);
    pauses.clear();
    failAlways(Retry.busy());
    assertThat(pauses).containsExactly(50L, 100L, 200L, 400L);
    pauses.clear();
    failAlways(Retry.aggressive());
    assertThat(pauses).hasSize(9).containsOnly(5L);
    pauses.clear();
    failAlways(Retry.gentle());
    assertThat(pauses).containsExactly(100L, 200L);
  }

  @Test
  void valuesThatCannotBeAreRefused() {
    Duration second = Duration.ofSeconds(1);
    List<ThrowingCallable> calls =
        List.of(
            () -> Retry.fixed(second.negated()),
            () -> Retry.linear(Duration.ZERO, second),
            () -> Retry.exponential(second, Duration.ofMillis(999)),
            () -> Retry.defaults().attempts(0),
            () -> Retry.defaults().within(second.negated()),
            () -> Retry.defaults().jitter(1.1),
            () -> Retry.defaults().jitter(Double.NaN));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("but was");
    }
  }

  // ---- when ----

  @Test
  void theThirdAttemptSucceeds() {
    String result =
        timed(Retry.defaults())
            .call(() -> {
              if (attempts.incrementAndGet() < 3) {
                throw busy;
              }
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void theLastFailureSaysHowManyAttemptsThereWere() {
    assertThatThrownBy(() -> timed(Retry.defaults()).run(() -> fail(busy)))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessage("Gave up after 3 attempts in 30 ms: in use")
        .hasCause(busy);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void noAttemptBeginsAfterTheTotalLimit() {
    var retry = Retry.fixed(Duration.ofMillis(30)).attempts(100).within(Duration.ofMillis(100));
    failAlways(retry);
    assertThat(pauses).containsExactly(30L, 30L, 30L);
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    var mine = new IllegalArgumentException("mine");
    assertThatThrownBy(() -> timed(Retry.defaults()).run(() -> fail(mine))).isSameAs(mine);
    assertThat(attempts).hasValue(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void otherFailuresAreTriedAgainIfNamed() {
    var mine = new IllegalArgumentException("mine");
    var retry = Retry.defaults().alsoOn(e -> e instanceof IllegalArgumentException);
    assertThatThrownBy(() -> timed(retry).run(() -> fail(mine))).isSameAs(mine);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aCommitOfUnknownOutcomeIsNeverTriedAgain() {
    var wrapped = new IllegalStateException("wrapped", unknown);
    var retry = Retry.defaults().alsoOn(e -> true);
    assertThatThrownBy(() -> timed(retry).run(() -> fail(unknown))).isSameAs(unknown);
    assertThatThrownBy(() -> timed(retry).run(() -> fail(wrapped))).isSameAs(wrapped);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void checkedExceptionsAndErrorsPassThrough() {
    var checked = new IOException("checked");
    assertThatThrownBy(() ->
            timed(Retry.defaults())
                .callThrowing(() -> {
                  throw checked;
                }))
        .isSameAs(checked);
    var error = new NoClassDefFoundError("mine");
    assertThatThrownBy(() ->
            timed(Retry.defaults().alsoOn(e -> true))
                .run(() -> {
                  attempts.incrementAndGet();
                  throw error;
                }))
        .isSameAs(error);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void anInterruptEndsIt() {
    var interrupted =
        new Timing(
            () -> now,
            nanos -> {
              throw new InterruptedException();
            },
            () -> 0);
    var retry = Retry.defaults().alsoOn(e -> true).timed(interrupted);
    assertThatThrownBy(() -> retry.run(() -> fail(busy)))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("was interrupted before attempt 2")
        .hasCause(busy);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() ->
            retry.callThrowing(() -> {
              attempts.incrementAndGet();
              throw new InterruptedException("mine");
            }))
        .hasMessage("mine");
    assertThat(attempts).hasValue(2);
  }

  // ---- around blocks ----

  @Test
  void insideABlockOfAnyDatabaseItIsRefused() {
    try (Database db = Database.inMemory();
        Database other = Database.inMemory()) {
      assertThatThrownBy(() -> db.write(tx -> Retry.defaults().run(() -> fail(busy))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("put the retry around the block");
      assertThatThrownBy(
              () -> db.read(tx -> Retry.defaults().<Integer>call(() -> other.read(own -> 1))))
          .isInstanceOf(IllegalStateException.class);
      assertThat(db.submit(tx -> Retry.defaults().<Integer>call(() -> 1)))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(IllegalStateException.class);
      assertThat(attempts).hasValue(0);
    }
  }

  //   holder                    this thread
  //   has the turn
  //                             attempt 1: Busy
  //                             pause: lets the holder go
  //   ends
  //                             attempt 2: stored
  @Test
  void aBlockIsTriedAgainUntilItsTurnComes() throws Exception {
    var holds = new CountDownLatch(1);
    var goOn = new CompletableFuture<Integer>();
    try (Database db = Database.inMemory()) {
      db.write(tx -> tx.execute("create table t(a)"));
      Thread holder =
          Thread.ofPlatform()
              .start(() ->
                  db.write(tx -> {
                    holds.countDown();
                    goOn.join();
                  }));
      holds.await();
      var untilHolderEnds =
          new Timing(
              () -> now,
              nanos -> {
                goOn.complete(1);
                holder.join();
              },
              () -> 0);
      var atOnce = db.with(BlockOptions.defaults().waitLimit(Duration.ZERO));
      Retry.defaults()
          .timed(untilHolderEnds)
          .run(() -> {
            attempts.incrementAndGet();
            atOnce.write(tx -> tx.execute("insert into t values (1)"));
          });
      assertThat(attempts).hasValue(2);
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one())).isOne();
    }
  }
}
