package dev.tektite.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.benchmarks.contender.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final Reply WITHOUT = new Reply(1, 1, Map.of());

  @Test
  void equalSumsAndMissingOnesAgree() {
    assertThatCode(() -> Checks.agree("scan-rows", List.of(with(4), WITHOUT, with(4))))
        .doesNotThrowAnyException();
  }

  @Test
  void differentSumsEndTheRun() {
    assertThatThrownBy(() -> Checks.agree("scan-rows", List.of(with(4), with(5))))
        .isInstanceOf(BenchmarkFailure.class)
        .hasMessageContaining("scan-rows");
  }

  private static Reply with(long check) {
    return new Reply(1, 1, Map.of("check", check));
  }
}
