package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Report report = new Report(out);

  @Test
  void bothTrialsHoldAndTheTableSaysSo() throws Exception {
    Path csv = Files.write(folder.resolve("a.csv"), List.of("name", "Ada Lovelace", "Ben"));
    ServeTrial.Outcome serve =
        new ServeTrial(report, new LiveLine(out, false))
            .run(folder.resolve("a.db"), CsvFile.open(csv), Duration.ofMillis(300));
    assertThat(serve.isGood()).isTrue();
    assertThat(serve.found()).isEqualTo(serve.load().writes().count()).isPositive();
    assertThat(serve.load().commits()).isBetween(1L, serve.found());
    assertThat(serve.closedLogBytes()).isZero();

    CrashTrial.Outcome crash = CrashTrial.run(folder.resolve("crash.db"), 50);
    assertThat(crash.isGood()).isTrue();
    assertThat(crash.acknowledged()).isBetween(50L, crash.found());

    report.table(serve, crash);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("2 rows of a.csv", "busy errors", "Nothing was lost.")
        .doesNotContain("FAILED");
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void whatIsLostIsSaid() {
    var writes = new Measure();
    writes.done(1_000);
    writes.done(1_000);
    var load = new LoadRun.Outcome(writes, writes, 1_000_000_000, 1, 0, 0);
    var serve = new ServeTrial.Outcome(load, 1, "ok", 0);
    var crash = new CrashTrial.Outcome(5, 5, 0, 0, "ok");
    assertThat(serve.isGood()).isFalse();
    report.table(serve, crash);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("THIS MUST NOT HAPPEN");
    assertThat(new CrashTrial.Outcome(5, 5, 1, 0, "ok").isGood()).isFalse();
    assertThat(new CrashTrial.Outcome(5, 5, 0, 1, "ok").isGood()).isFalse();
    assertThat(new CrashTrial.Outcome(5, 5, 0, 0, "page 3: …").isGood()).isFalse();
  }
}
