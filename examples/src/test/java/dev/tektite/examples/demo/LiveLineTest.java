package dev.tektite.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void onATerminalTheLineIsWrittenInPlaceAndLeavesNothing() {
    var line = new LiveLine(out, true);
    line.show("one");
    line.show("two");
    line.clear();
    line.clear();
    assertThat(text()).isEqualTo("\r\u001b[2K  one\r\u001b[2K  two\r\u001b[2K");
  }

  @Test
  void elsewhereLinesArePlainAndFew() {
    var line = new LiveLine(out, false);
    for (int i = 0; i < 1_000; i++) {
      line.show("x");
    }
    line.clear();
    assertThat(text()).doesNotContain("\r", "\u001b");
    assertThat(text().lines().count()).isLessThan(10);
  }
}
