package dev.tektite.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.benchmarks.contender.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void theMedianIsTheValueInTheMiddle() {
    assertThat(Figures.medianOf(5)).isEqualTo(5);
    assertThat(Figures.medianOf(9, 1, 5)).isEqualTo(5);
    assertThat(Figures.medianOf(1, 100, 3, 2)).isEqualTo(2.5);
    assertThatThrownBy(Figures::medianOf).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMedianDoesNotReorderWhatItIsGiven() {
    double[] values = {3, 1, 2};
    Figures.medianOf(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void ratesAreOperationsPerSecond() {
    Figures figures =
        new Figures(
            Measure.RATE,
            List.of(reply(10, 1_000_000), reply(30, 1_000_000), reply(20, 1_000_000)),
            0);
    assertThat(figures.rounds()).containsExactly(10_000.0, 30_000.0, 20_000.0);
    assertThat(figures.median()).isEqualTo(20_000);
  }

  @Test
  void theBetterFiguresHaveTheHigherRateOrTheShorterTime() {
    Figures slow = new Figures(Measure.RATE, List.of(reply(1, 100)), 1);
    Figures fast = new Figures(Measure.RATE, List.of(reply(3, 100)), 8);
    assertThat(slow.better(fast)).isSameAs(fast);
    assertThat(fast.better(slow)).isSameAs(fast);
    Figures longTime = new Figures(Measure.TIME, List.of(reply(1, 100)), 1);
    Figures shortTime = new Figures(Measure.TIME, List.of(reply(3, 100)), 8);
    assertThat(longTime.better(shortTime)).isSameAs(shortTime);
  }

  @Test
  void extraNumbersAreToldButForTheChecks() {
    Reply reply = new Reply(1, 1, Map.of("check", 4L, "sum", 5L, "acknowledged", 6L, "writes", 7L));
    Figures figures = new Figures(Measure.TIME, List.of(reply), 0);
    assertThat(figures.extraNames()).containsExactly("writes");
    assertThat(figures.medianExtra("writes")).isEqualTo(7);
    assertThatThrownBy(() -> figures.medianExtra("p99")).hasMessageContaining("p99");
  }

  private static Reply reply(long operations, long nanos) {
    return new Reply(operations, nanos, Map.of());
  }
}
