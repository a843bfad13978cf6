package dev.tektite.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A runtime that has no flight recorder.
class SmallRuntimeTest {
  @Test
  void everythingWorksWithoutTheModuleOfTheFlightRecorder() throws Exception {
    assertThat(run("java.base,jdk.unsupported")).endsWith("recorder false, stored 1\n");
  }

  @Test
  void withTheModuleItIsFound() throws Exception {
    assertThat(run("java.base,jdk.unsupported,jdk.jfr")).endsWith("recorder true, stored 1\n");
  }

  private static String run(String modules) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                modules,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SmallRuntimeChild.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
