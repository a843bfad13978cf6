package dev.tektite.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.benchmarks.contender.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseResultTest {

  @Test
  void aLineShowsEveryFigureAndHowManyTimesFasterTektiteIs() {
    CaseResult result =
        result(
            Suite.named("point-read"),
            Map.of(
                Contender.TEKTITE,
                rate(870_000),
                Contender.C,
                rate(300_000),
                Contender.PEER,
                rate(87_000)));
    assertThat(result.line().split(" {2,}"))
        .containsExactly(
            "point-read",
            "tektite=870k/s",
            "c=300k/s",
            "peer=87.0k/s",
            "vs_c=2.90",
            "vs_peer=10.0");
    assertThat(result.misses()).isEmpty();
  }

  @Test
  void whoTakesNoPartIsADash() {
    CaseResult result =
        result(
            Suite.named("commit-64-full"),
            Map.of(Contender.TEKTITE, rate(2_500_000), Contender.PEER, rate(1_000)));
    assertThat(result.line().split(" {2,}"))
        .containsExactly(
            "commit-64-full", "tektite=2.50M/s", "c=-", "peer=1.00k/s", "vs_c=-", "vs_peer=2500");
  }

  @Test
  void aDiskThatChangesItsPaceDisturbsACase() {
    Map<Contender, Figures> figures = Map.of(Contender.TEKTITE, rate(1));
    BenchmarkCase what = Suite.named("commit-1-full");
    assertThat(new CaseResult(what, figures, List.of()).isDisturbed()).isFalse();
    assertThat(new CaseResult(what, figures, List.of(140.0, 400.0, 150.0)).isDisturbed()).isFalse();
    assertThat(new CaseResult(what, figures, List.of(140.0, 430.0, 150.0)).isDisturbed()).isTrue();
  }

  @Test
  void lessTimeIsFaster() {
    CaseResult result =
        result(
            Suite.named("open-query-close"),
            Map.of(
                Contender.TEKTITE,
                time(500_000),
                Contender.C,
                time(250_000),
                Contender.PEER,
                time(2_000_000)));
    assertThat(result.line()).contains("tektite=500us").contains("peer=2.00ms");
    assertThat(result.vs(Contender.C)).isEqualTo(0.5);
    assertThat(result.vs(Contender.PEER)).isEqualTo(4.0);
  }

  @Test
  void eachMissedTargetIsNamedWithBothFigures() {
    CaseResult result =
        result(
            Suite.named("point-read"),
            Map.of(
                Contender.TEKTITE, rate(300), Contender.C, rate(200), Contender.PEER, rate(100)));
    assertThat(result.misses())
        .containsExactly(
            "point-read: vs_c=1.50 instead of at least 2.20",
            "point-read: vs_peer=3.00 instead of at least 8.00");
  }

  @Test
  void tooManyBytesAreAMissToo() {
    Figures bytes = new Figures(Measure.BYTES, List.of(new Reply(1, 1, Map.of("bytes", 301L))), 0);
    CaseResult result =
        result(Suite.named("point-read-allocation"), Map.of(Contender.TEKTITE, bytes));
    assertThat(result.misses())
        .containsExactly("point-read-allocation: 301B instead of at most 300B");
  }

  private static CaseResult result(BenchmarkCase what, Map<Contender, Figures> figures) {
    return new CaseResult(what, figures, List.of());
  }

  private static Figures rate(long perSecond) {
    return new Figures(Measure.RATE, List.of(new Reply(perSecond, 1_000_000_000, Map.of())), 0);
  }

  private static Figures time(long nanos) {
    return new Figures(Measure.TIME, List.of(new Reply(1, nanos, Map.of())), 0);
  }
}
