package dev.tektite.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final long A_MOMENT = 20_000_000;

  @Test
  void allThreadsWorkAtTheSameTimeAndEveryTurnIsAcknowledged() throws InterruptedException {
    CyclicBarrier allAreHere = new CyclicBarrier(4);
    LongAdder turns = new LongAdder();
    Crowd.Work work =
        (member, turn) -> {
          if (turn == 0) {
            allAreHere.await();
          }
          turns.increment();
          return 1;
        };
    Reply done = Crowd.start(Thread.ofVirtual(), 4, A_MOMENT, work).join();
    assertThat(done.extra("acknowledged")).isEqualTo(turns.sum());
    assertThat(done.operations()).isLessThanOrEqualTo(turns.sum());
    assertThat(done.nanos()).isEqualTo(A_MOMENT);
  }

  @Test
  void whatIsLeftAfterTheLastTurnIsAcknowledgedButNotCounted() throws InterruptedException {
    Crowd.Work work =
        new Crowd.Work() {
          @Override
          public int turn(int member, long turn) {
            return 0;
          }

          @Override
          public int finish(int member) {
            return 7;
          }
        };
    Reply done = Crowd.start(Thread.ofPlatform(), 3, A_MOMENT, work).join();
    assertThat(done.operations()).isZero();
    assertThat(done.extra("acknowledged")).isEqualTo(21);
  }

  @Test
  void theFirstFailureEndsAllThreadsAndIsTold() {
    Crowd crowd =
        Crowd.start(
            Thread.ofPlatform(),
            4,
            3_600_000_000_000L,
            (member, turn) -> {
              if (member == 2) {
                throw new IllegalArgumentException("no room");
              }
              return 1;
            });
    assertThatThrownBy(crowd::join)
        .hasMessageContaining("no room")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }
}
