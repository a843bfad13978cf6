package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MicrosTest {
  @Test
  void everyNumberIsATimeAndComesBack() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      long micros = random.nextLong() >> random.nextInt(64);
      assertThat(Micros.of(Micros.instant(micros))).isEqualTo(micros);
    }
    assertThat(Micros.of(Micros.instant(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    assertThat(Micros.of(Micros.instant(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsFinerIsLeftOut() {
    assertThat(Micros.of(Instant.ofEpochSecond(0, 1_999))).isOne();
    assertThat(Micros.of(Instant.ofEpochSecond(0, -1))).isEqualTo(-1);
    assertThat(Micros.of(Micros.instant(Long.MAX_VALUE).plusNanos(999))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (Instant time :
        new Instant[] {
          Micros.instant(Long.MAX_VALUE).plusNanos(1_000),
          Micros.instant(Long.MIN_VALUE).minusNanos(1),
          Instant.MAX,
          Instant.MIN
        }) {
      assertThatThrownBy(() -> Micros.of(time))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a time from -290308-12-21T19:59:05.224192Z to +294247");
    }
  }

  @Test
  void textsAreOrderedByCodePoints() {
    assertThat(CodePoints.compare("a", "b")).isNegative();
    assertThat(CodePoints.compare("a", "ab")).isNegative();
    assertThat(CodePoints.compare("a", "a")).isZero();
    assertThat(CodePoints.compare("\ud83d\ude00", "\uffff")).isPositive();
  }
}
