package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackNeedTest {
  @Test
  void isOrdinaryForOrdinaryStatements() {
    assertThat(StackNeed.of("select a, b, c from t where a = ? and b like ? order by c"))
        .isLessThan(StackProbe.ORDINARY);
    assertThat(StackNeed.of("insert into t values " + "(-1, 2 + 3, 'a - b'),".repeat(5000)))
        .isLessThan(StackProbe.ORDINARY);
    assertThat(StackNeed.of("insert into t(a, b, c) values (?, ?, ?);".repeat(5000)))
        .isLessThan(StackProbe.ORDINARY);
  }

  @Test
  void growsWithTheDepthOfExpressions() {
    assertThat(StackNeed.of("select " + "~".repeat(900) + "1")).isGreaterThan(390_000);
    assertThat(StackNeed.of("select 1" + " + 1".repeat(900))).isGreaterThan(390_000);
    assertThat(StackNeed.of("select " + "not ".repeat(900) + "1")).isGreaterThan(390_000);
    assertThat(StackNeed.of("select " + "1 in (".repeat(300) + "1" + ")".repeat(300)))
        .isGreaterThan(130_000);
    assertThat(StackNeed.of("select (" + "~".repeat(400) + "1)" + " + 1".repeat(400)))
        .isGreaterThan(340_000);
  }
}
