package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.engine.TurnTaker.Kind;
import dev.tektite.sqlite.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who comes next, and who stays in line.
class TurnOrderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LONG_WAIT = PATIENCE.toNanos();
  private static final int GATE = 0;

  private final Ledger ledger = new Ledger(() -> false, () -> false);
  private final TurnQueue turns = new TurnQueue(ledger);
  private final TurnTaker taker = new TurnTaker(turns, ledger);
  private final List<Thread> threads = new ArrayList<>();

  private static Turn turn(long waitNanos) {
    return new Turn(null, false, System.nanoTime(), waitNanos);
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.yield();
    }
  }

  /// Starts a thread that stands in line, and waits until it does.
  private void standInLine(Thread.Builder builder, int block) {
    int before = turns.waiting(100);
    threads.add(builder.start(() -> taker.run(turn(LONG_WAIT), block, Kind.WRITES)));
    until(() -> turns.waiting(100) > before);
    Thread last = threads.getLast();
    until(() -> last.getState() == Thread.State.WAITING);
  }

  private void join() throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).isTrue();
    }
  }

  //   gate                  virtual 1, 2, platform 3, 4, virtual 5       all carriers
  //   has the turn
  //                         stand in line
  //                                                                      spin
  //   offers it to 1
  //                         1 does not run: the offer is taken back, and 3 goes before 1, then 4
  //                                                                      stop
  //                         1, 2, 5
  @ParameterizedTest
  @ValueSource(strings = {"vvppv", "vpvpv", "vvvpp", "vp", "vvp"})
  void platformThreadsGoBeforeVirtualOnesWithoutACarrier(String line) throws Exception {
    Turn gate = turn(LONG_WAIT);
    turns.enter(gate);
    for (int i = 0; i < line.length(); i++) {
      standInLine(line.charAt(i) == 'v' ? Thread.ofVirtual() : Thread.ofPlatform(), i + 1);
    }
    List<Integer> expected = new ArrayList<>(List.of(GATE));
    addAll(expected, line, 'p');
    int platform = expected.size();
    addAll(expected, line, 'v');
    var stop = new AtomicBoolean();
    takeAllCarriers(stop);
    try {
      turns.begin(gate);
      ledger.put(GATE);
      Thread rescuer = Thread.ofPlatform().start(() -> rescueUntil(stop));
      assertThat(turns.finish(gate)).isTrue();
      until(() -> turns.blocks() == platform);
      stop.set(true);
      rescuer.join();
    } finally {
      stop.set(true);
    }
    join();
    assertThat(ledger.stored()).isEqualTo(expected);
  }

  private static void addAll(List<Integer> order, String line, char kind) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == kind) {
        order.add(i + 1);
      }
    }
  }

  private void takeAllCarriers(AtomicBoolean stop) throws InterruptedException {
    int carriers = Runtime.getRuntime().availableProcessors();
    var spinning = new CountDownLatch(carriers);
    for (int i = 0; i < carriers; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                spinning.countDown();
                while (!stop.get()) {
                  Thread.onSpinWait();
                }
              }));
    }
    spinning.await();
  }

  private void rescueUntil(AtomicBoolean stop) {
    while (!stop.get()) {
      turns.rescue(System.nanoTime(), Runnable::run);
      Thread.yield();
    }
  }

  //   holder                100 000 callers that do not wait        one that does
  //   has the turn
  //                         half of them: Busy
  //                                                                 stands in line
  //                         the other half: Busy
  //   gives it away
  //                                                                 has it
  @Test
  void thoseWhoHaveLeftDoNotGatherBehindALongBlock() throws InterruptedException {
    Turn holder = turn(LONG_WAIT);
    turns.enter(holder);
    giveUpInLine(50_000);
    standInLine(Thread.ofPlatform(), 1);
    giveUpInLine(50_000);
    int linked = 0;
    for (Turn at = holder.next; at != null; at = at.next) {
      linked++;
    }
    assertThat(linked).isLessThanOrEqualTo(Line.MOST_LEFT + 3);
    turns.pass();
    join();
    assertThat(ledger.stored()).containsExactly(1);
    assertThat(turns.isBusy()).isFalse();
  }

  private void giveUpInLine(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> turns.enter(turn(0))).isInstanceOf(DatabaseException.Busy.class);
    }
  }
}
