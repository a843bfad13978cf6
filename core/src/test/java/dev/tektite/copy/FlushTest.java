package dev.tektite.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlushTest {
  @TempDir Path folder;

  @Test
  void anInterruptDoesNotEndTheFlushOfAName() throws IOException {
    Thread.currentThread().interrupt();
    Flush.folder(folder);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsGoneIsNamed() {
    assertThatThrownBy(() -> Flush.folder(folder.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gone");
  }
}
