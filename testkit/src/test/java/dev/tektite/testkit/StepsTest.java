package dev.tektite.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
class StepsTest {
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @Test
  void threadsTakeTheDrawnCourse() {
    try (var steps = new Steps()) {
      steps.start(
          "a",
          () -> {
            steps.await("second");
            order.add("3");
          });
      steps.startVirtual(
          "b",
          () -> {
            steps.await("first");
            order.add("2");
            steps.at("second");
          });
      order.add("1");
      steps.at("first");
    }
    assertThat(order).containsExactly("1", "2", "3");
  }

  @Test
  void aStepThatNobodyReachesSaysWhoIsWhere() {
    var steps = new Steps(Duration.ofMillis(300));
    steps.at("known");
    steps.start("lost", () -> steps.await("never"));
    assertThat(steps.outcome("lost"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("step \"never\"")
        .hasMessageContaining("[known]")
        .hasMessageContaining("lost: RUNNABLE, waits for step \"never\"");
    steps.close();
  }

  @Test
  void aFailureOfOneEndsTheWaitingOfOthers() {
    var steps = new Steps();
    var mine = new IllegalStateException("mine");
    steps.start("waits", () -> steps.await("never"));
    steps.start(
        "fails",
        () -> {
          throw mine;
        });
    assertThatThrownBy(steps::close)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .hasMessageContaining("Another thread has failed");
  }

  @Test
  void anOutcomeThatWasLookedAtIsNoFailure() {
    try (var steps = new Steps()) {
      var mine = new IllegalStateException("mine");
      steps.start(
          "fails",
          () -> {
            throw mine;
          });
      assertThat(steps.outcome("fails")).isSameAs(mine);
      assertThat(steps.outcome("fails")).isNull();
    }
  }

  @Test
  void whoWaitsForTheDatabaseIsSeen(Database db, Steps steps) {
    steps.start("holder", () -> db.write(tx -> steps.atAndAwait("holds", "let go")));
    steps.await("holds");
    steps.start("waiter", () -> db.write(tx -> order.add("waiter")));
    steps.awaitParked("waiter");
    order.add("holder");
    steps.at("let go");
    assertThat(steps.outcome("waiter")).isNull();
    assertThat(order).containsExactly("holder", "waiter");
  }

  @Test
  void whoEndsInsteadOfWaitingIsSeen(Database db, Steps steps) {
    steps.start("writer", () -> db.write(tx -> order.add("done")));
    assertThat(steps.outcome("writer")).isNull();
    assertThatThrownBy(() -> steps.awaitParked("writer")).hasMessageContaining("has ended instead");
  }
}
