package dev.tektite.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void ratesHaveThreeDigitsAndAUnit() {
    assertThat(Units.rate(42)).isEqualTo("42.0/s");
    assertThat(Units.rate(999.7)).isEqualTo("1.00k/s");
    assertThat(Units.rate(812_345)).isEqualTo("812k/s");
    assertThat(Units.rate(999_600)).isEqualTo("1.00M/s");
    assertThat(Units.rate(7_512_345)).isEqualTo("7.51M/s");
  }

  @Test
  void timesHaveThreeDigitsAndAUnit() {
    assertThat(Units.time(999)).isEqualTo("999ns");
    assertThat(Units.time(1_149)).isEqualTo("1.15us");
    assertThat(Units.time(17_500_000)).isEqualTo("17.5ms");
    assertThat(Units.micros(17_500_000)).isEqualTo("17500us");
  }

  @Test
  void ratiosBelowTenHaveTwoDecimals() {
    assertThat(Units.ratio(0.654)).isEqualTo("0.65");
    assertThat(Units.ratio(9.996)).isEqualTo("10.0");
    assertThat(Units.ratio(131.2)).isEqualTo("131");
  }
}
