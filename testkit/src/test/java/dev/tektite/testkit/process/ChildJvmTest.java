package dev.tektite.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  @Test
  void childrenStayAliveAndMeetInEachRound() {
    try (var barrier = new ChildBarrier(2, CountingChild.class)) {
      List<Long> pids = barrier.children().stream().map(ChildJvm::pid).toList();
      assertThat(barrier.meet("2")).containsExactly(List.of(), List.of());
      for (int round = 0; round < 20; round++) {
        assertThat(barrier.meet("2")).containsExactly(List.of("1", "2"), List.of("1", "2"));
      }
      assertThat(barrier.children()).extracting(ChildJvm::pid).isEqualTo(pids);
      assertThat(barrier.children()).allMatch(ChildJvm::isAlive);
    }
  }

  @Test
  void whatAKilledChildHadSentIsReceivedToTheLastWholeLine() {
    try (var supply = new ChildSupply(1, CountingChild.class)) {
      for (int round = 0; round < 3; round++) {
        try (ChildJvm child = supply.take()) {
          child.send("for ever");
          assertThat(child.receive()).isEqualTo("1");
          List<String> rest = child.killAfter(Duration.ofMillis(1));
          for (int i = 0; i < rest.size(); i++) {
            assertThat(rest.get(i)).isEqualTo(Integer.toString(i + 2));
          }
          assertThat(child.isAlive()).isFalse();
        }
      }
    }
  }

  @Test
  void aFailedChildShowsItsErrors() {
    try (ChildJvm child = ChildJvm.start(CountingChild.class)) {
      child.awaitArrival();
      child.send("fail");
      assertThatIllegalStateException()
          .isThrownBy(child::receive)
          .withMessageContaining("CountingChild")
          .withMessageContaining("exit code 1")
          .withMessageContaining("told to fail")
          .withMessageContaining("printed, not sent");
    }
  }

  @Test
  void aChildIsGoneWhenItIsClosed() {
    ChildJvm child = ChildJvm.start(CountingChild.class);
    child.close();
    assertThat(ProcessHandle.of(child.pid()).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    child.close();
  }

  @Test
  void halfALineIsNoLine() throws IOException {
    var pipe = new ByteArrayInputStream("12\n34".getBytes(StandardCharsets.UTF_8));
    var lines = new WholeLines(pipe);
    assertThat(lines.next()).isEqualTo("12");
    assertThat(lines.next()).isNull();
  }

  @Test
  void mistakesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChildSupply(0, CountingChild.class))
        .withMessageContaining("ahead >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WholeLines.bytes("a\nb"))
        .withMessageContaining("one line");
  }
}
