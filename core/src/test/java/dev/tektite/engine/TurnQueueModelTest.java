package dev.tektite.engine;

import static dev.tektite.engine.TurnTaker.Kind.FAILS;
import static dev.tektite.engine.TurnTaker.Kind.LOSES_ALL;
import static dev.tektite.engine.TurnTaker.Kind.WRITES;

import dev.tektite.engine.TurnTaker.Kind;
import dev.tektite.engine.TurnTaker.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/// Small scenes that Lincheck's model checker plays under very many interleavings; it also finds
/// threads that wait for ever. Time stands still in them: a wait is endless or over at once.
/// `-Dtektite.invocations=…` plays each scene more often.
class TurnQueueModelTest {
  private static final long ENDLESS = 100_000_000_000L;
  private static final int INVOCATIONS = Integer.getInteger("tektite.invocations", 100);

  /// A block of a scene.
  private record Actor(Kind kind, long waitNanos) {}

  private static Actor waiting(Kind kind) {
    return new Actor(kind, ENDLESS);
  }

  @Test
  void aFailingBlockHarmsNobody() {
    check(0, false, waiting(WRITES), waiting(FAILS), waiting(WRITES));
  }

  @Test
  void aLostTransactionIsRunAgain() {
    check(0, false, waiting(WRITES), waiting(LOSES_ALL), waiting(WRITES));
  }

  @Test
  void aFailedCommitFailsItsGroupAlone() {
    check(1, false, waiting(WRITES), waiting(WRITES));
  }

  @Test
  void whoDoesNotWaitLeavesOrIsStored() {
    check(0, false, waiting(WRITES), new Actor(WRITES, 0), waiting(WRITES));
  }

  @Test
  void anOfferThatIsWithdrawnIsMadeAgain() {
    check(0, true, waiting(WRITES), waiting(WRITES));
  }

  private static void check(int failingCommits, boolean rescue, Actor... actors) {
    Lincheck.runConcurrentTest(INVOCATIONS, () -> play(failingCommits, rescue, actors));
  }

  private static void play(int failingCommits, boolean rescue, Actor... actors) {
    int[] left = {failingCommits};
    var ledger = new Ledger(() -> false, () -> left[0]-- > 0);
    var turns = new TurnQueue(ledger, 0);
    var taker = new TurnTaker(turns, ledger);
    var outcomes = new Outcome[actors.length];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < actors.length; i++) {
      int block = i;
      Actor actor = actors[i];
      threads.add(
          new Thread(() -> {
            var turn = new Turn(null, false, System.nanoTime(), actor.waitNanos());
            outcomes[block] = taker.run(turn, block, actor.kind());
          }));
    }
    if (rescue) {
      threads.add(new Thread(() -> turns.rescue(System.nanoTime() + ENDLESS, Runnable::run)));
    }
    threads.forEach(Thread::start);
    threads.forEach(TurnQueueModelTest::join);
    for (int i = 0; i < actors.length; i++) {
      int times = 0;
      for (int stored : ledger.stored()) {
        times += stored == i ? 1 : 0;
      }
      if (times != (outcomes[i] == Outcome.STORED ? 1 : 0)) {
        throw new AssertionError(
            "Block %d was told %s and is stored %d times".formatted(i, outcomes[i], times));
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
