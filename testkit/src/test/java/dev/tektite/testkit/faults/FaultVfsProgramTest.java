package dev.tektite.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.sqlite.ffm.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the tests of `fault_vfs.c` that are written in C, in a process of their own.
class FaultVfsProgramTest {
  private static final String LIBRARY = "libtektite-sqlite.so";
  private static final Path TESTS = Path.of("src/test/c").toAbsolutePath();
  private static final Path SOURCE = Path.of("src/main/c").toAbsolutePath();
  private static final Path HEADER = Path.of("target/classes/dev/tektite/testkit/faults");

  @TempDir Path folder;

  @Test
  void theProgramEndsWithoutAnError() throws IOException, InterruptedException {
    assumeTrue(FaultVfs.isAvailable() && LIBRARY.equals(System.mapLibraryName("tektite-sqlite")));
    Files.copy(Library.file(), folder.resolve(LIBRARY)); // under the name that it has inside
    run(
        List.of(
            CompiledVfs.compiler().orElseThrow().toString(),
            "-std=c11",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-O2",
            "-I" + HEADER.toAbsolutePath(),
            "-o",
            "program",
            TESTS.resolve("fault_vfs_test.c").toString(),
            SOURCE.resolve("fault_vfs.c").toString(),
            LIBRARY,
            "-lpthread"));
    run(List.of("./program"));
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LD_LIBRARY_PATH", folder.toString());
    builder.environment().put("TMPDIR", scratch().toString());
    int code = builder.start().waitFor();
    assertThat(code).as(() -> command + ": " + text(output)).isZero();
  }

  /// A folder in memory where there is one: the program syncs thousands of times.
  private Path scratch() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : folder;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
