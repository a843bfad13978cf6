package dev.tektite.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The soak of the log: a minute in continuous integration, some seconds elsewhere.
class WalSoakTest {
  private static final int SECONDS = System.getenv("CI") == null ? 12 : 60;

  @Test
  void theLogStaysBelowItsCeilingAndWhoPinsItIsNamed() {
    var out = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of("wal", "--seconds", String.valueOf(SECONDS)),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isZero();
    assertThat(said).contains("held: log at most", "NORMAL, ms", "FULL, ms", "p99.9");
  }
}
