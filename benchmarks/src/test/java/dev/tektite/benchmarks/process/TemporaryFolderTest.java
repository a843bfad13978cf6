package dev.tektite.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

  @Test
  void closingDeletesEverythingInIt(@TempDir Path parent) throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.in(parent.resolve("missing"))) {
      path = folder.path();
      Files.writeString(folder.folder("c").resolve("full.db"), "x");
      assertThat(path.resolve("c/full.db")).exists();
    }
    assertThat(path).doesNotExist();
  }
}
