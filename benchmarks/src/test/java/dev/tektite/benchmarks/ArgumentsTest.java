package dev.tektite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.Plan;
import dev.tektite.benchmarks.suite.Suite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void noWordMeansTheFullPlanForAllCases() {
    Arguments arguments = Arguments.parse();
    assertThat(arguments.plan()).isEqualTo(Plan.FULL);
    assertThat(arguments.cases()).isEqualTo(Suite.CASES);
    assertThat(arguments.json()).isNull();
    assertThat(arguments.help()).isFalse();
  }

  @Test
  void namedCasesRunInTheOrderOfTheSuite() {
    Arguments arguments = Arguments.parse("scan-rows", "--quick", "point-read", "scan-rows");
    assertThat(arguments.cases())
        .extracting(BenchmarkCase::name)
        .containsExactly("point-read", "scan-rows");
    assertThat(arguments.plan()).isEqualTo(Plan.QUICK);
  }

  @Test
  void historyStandsForAllItsCases() {
    assertThat(Arguments.parse("history").cases())
        .extracting(BenchmarkCase::name)
        .containsExactly("history-put", "history-latest", "history-retention");
  }

  @Test
  void optionsTakeTheirPaths() {
    Arguments arguments = Arguments.parse("--json", "figures.json", "--folder", "disk");
    assertThat(arguments.json()).isEqualTo(Path.of("figures.json"));
    assertThat(arguments.folder()).isEqualTo(Path.of("disk"));
  }

  @Test
  void anUnknownCaseIsRefusedWithTheNamesOfAll() {
    assertThatThrownBy(() -> Arguments.parse("point-raed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"point-raed\"")
        .hasMessageContaining("point-read, point-read-anchor")
        .hasMessageContaining("open-query-close");
  }

  @Test
  void anUnknownOptionAndAMissingPathAreRefused() {
    assertThatThrownBy(() -> Arguments.parse("--fast"))
        .hasMessageContaining("--fast")
        .hasMessageContaining("--help");
    assertThatThrownBy(() -> Arguments.parse("--json")).hasMessage("--json needs a path after it");
  }

  @Test
  void theUsageNamesEveryCase() {
    assertThat(Suite.CASES)
        .allSatisfy(one -> assertThat(Arguments.usage()).contains("  " + one.name() + " "));
  }
}
