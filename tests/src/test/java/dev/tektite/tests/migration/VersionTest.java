package dev.tektite.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tektite.migration.Step;
import dev.tektite.migration.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions: their forms and their order.
class VersionTest {
  @Test
  void theOrderIsThatOfSemanticVersioning() {
    List<String> inOrder =
        List.of(
            "0.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-beta",
            "1.0.0-rc.1",
            "1",
            "1.2.0",
            "1.10.0",
            "2.0.0",
            "20240131093000");
    assertThat(inOrder.reversed().stream().map(Version::parse).sorted().toList())
        .isEqualTo(inOrder.stream().map(Version::parse).toList());
  }

  @Test
  void missingPartsAreZeroAndLeadingZerosGo() {
    assertThat(Version.parse("007").toString()).isEqualTo("7.0.0");
    assertThat(Version.parse(" v1.2 ").toString()).isEqualTo("1.2.0");
    assertThat(Version.parse("1_2_3").toString()).isEqualTo("1.2.3");
    assertThat(Version.NONE.toString()).isEqualTo("0.0.0");
  }

  @Test
  void buildMetadataDoNotCount() {
    assertThat(Version.parse("1.0.0+a")).isEqualTo(Version.parse("1.0.0+b"));
    assertThat(Version.parse("1.0.0+a")).hasSameHashCodeAs(Version.parse("1.0.0+b"));
    assertThat(Version.parse("1.0.0-rc")).isNotEqualTo(Version.parse("1.0.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "1.2.3.4", "1..2", "-1", "1.0.0-", "99999999999999999999", "1.0.0-rc_1"})
  void whatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Version.parse(text))
        .withMessageContaining("is no version");
  }

  @Test
  void aStepLeadsSomewhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Step.of("0.0.0", "select 1"))
        .withMessageContaining("after 0.0.0");
  }
}
