package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.engine.TurnTaker.Kind;
import dev.tektite.engine.TurnTaker.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Random schedules of blocks that write, fail, lose everything, give up, are interrupted or have
/// their offers withdrawn, on threads of both kinds. `-Dtektite.seed=…` repeats one,
/// `-Dtektite.stress.seconds=…` makes it longer.
class TurnQueueStressTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LONG_WAIT = 100_000_000_000L;
  private static final int MOST_THREADS = 8;
  private static final int BLOCKS_EACH = 20;

  @Test
  void eachBlockIsStoredOnceOrNotAtAllAndNobodyWaitsForEver() throws InterruptedException {
    long until =
        System.nanoTime() + Duration.ofSeconds(Long.getLong("tektite.stress.seconds", 8)).toNanos();
    long seed = Long.getLong("tektite.seed", System.nanoTime());
    do {
      new Schedule(seed).play();
      seed++;
    } while (System.nanoTime() < until);
  }

  /// One random schedule.
  private static final class Schedule {
    private final long seed;
    private final Random random;
    private final TurnQueue turns;
    private final TurnTaker taker;
    private final Ledger ledger;
    private final List<Thread> threads = new ArrayList<>();
    private final Outcome[] outcomes;
    private final AtomicBoolean over = new AtomicBoolean();

    Schedule(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      var chance = new Random(seed + 1);
      this.ledger = new Ledger(() -> chance.nextInt(30) == 0, () -> chance.nextInt(15) == 0);
      this.turns = new TurnQueue(ledger, random.nextInt(4));
      this.taker = new TurnTaker(turns, ledger);
      int count = 2 + random.nextInt(MOST_THREADS - 1);
      this.outcomes = new Outcome[count * BLOCKS_EACH];
      for (int i = 0; i < count; i++) {
        threads.add(worker(i * BLOCKS_EACH, random.nextLong(), random.nextBoolean()));
      }
    }

    private Thread worker(int firstBlock, long workerSeed, boolean virtual) {
      Runnable work =
          () -> {
            var own = new Random(workerSeed);
            for (int i = 0; i < BLOCKS_EACH; i++) {
              outcomes[firstBlock + i] = block(firstBlock + i, own);
              Thread.interrupted();
            }
          };
      return virtual ? Thread.ofVirtual().unstarted(work) : Thread.ofPlatform().unstarted(work);
    }

    private Outcome block(int number, Random own) {
      Kind[] kinds = Kind.values();
      Kind kind = own.nextInt(3) > 0 ? Kind.WRITES : kinds[own.nextInt(kinds.length)];
      long wait =
          switch (own.nextInt(8)) {
            case 0 -> 0;
            case 1 -> own.nextLong(500_000);
            case 2 -> 1_000_000 + own.nextLong(2_000_000);
            default -> LONG_WAIT;
          };
      var turn = new Turn(null, own.nextInt(10) == 0, System.nanoTime(), wait);
      return taker.run(turn, number, kind);
    }

    void play() throws InterruptedException {
      threads.forEach(Thread::start);
      Thread disturber = Thread.ofPlatform().start(this::disturb);
      for (Thread thread : threads) {
        assertThat(thread.join(PATIENCE)).as("ends, with seed %d", seed).isTrue();
      }
      over.set(true);
      disturber.join();
      assertThat(turns.isBusy()).as("busy at the end, with seed %d", seed).isFalse();
      for (int i = 0; i < outcomes.length; i++) {
        int block = i;
        assertThat(ledger.stored().stream().filter(each -> each == block).count())
            .as("times that block %d, told %s, is stored, with seed %d", i, outcomes[i], seed)
            .isEqualTo(outcomes[i] == Outcome.STORED ? 1 : 0);
      }
    }

    /// Interrupts waiting threads, takes turns away long before their time, and wakes the late.
    private void disturb() {
      var own = new Random(seed + 2);
      while (!over.get()) {
        if (own.nextInt(20) == 0) {
          threads.get(own.nextInt(threads.size())).interrupt();
        }
        try {
          turns.rescue(System.nanoTime() + 10_000_000, action -> runApart(own, action));
        } catch (IllegalStateException e) {
          assertThat(e).hasMessage("no thread");
        }
        turns.wakeLate(System.nanoTime());
        Thread.yield();
      }
    }

    private static void runApart(Random own, Runnable action) {
      if (own.nextInt(5) == 0) {
        throw new IllegalStateException("no thread");
      }
      Thread.ofPlatform().start(action);
    }
  }
}
