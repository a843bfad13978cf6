package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void allAreOptional() {
    assertThat(Arguments.of()).isEqualTo(new Arguments(null, Duration.ofSeconds(5)));
    assertThat(Arguments.of("--seconds", "7", "a.csv"))
        .isEqualTo(new Arguments(Path.of("a.csv"), Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seconds", "--seconds 0", "--seconds x", "--what", "a.csv b.csv"})
  void whatIsNotUnderstoodIsRefused(String words) {
    assertThatThrownBy(() -> Arguments.of(words.split(" "))).isInstanceOf(DemoFailure.class);
  }
}
