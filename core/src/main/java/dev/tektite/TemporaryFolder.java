package dev.tektite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A new folder for one database that ends with it.
///
/// *Immutable.*
///
/// @param folder the folder
record TemporaryFolder(Path folder) {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String NAME = "temporary.db";

  static TemporaryFolder create() {
    try {
      boolean memory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
      return new TemporaryFolder(
          memory
              ? Files.createTempDirectory(MEMORY, "tektite-")
              : Files.createTempDirectory("tektite-"));
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for a temporary database can be created", e);
    }
  }

  Path file() {
    return folder.resolve(NAME);
  }

  void remove() {
    try {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(folder.resolve(NAME + suffix));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s of a temporary database cannot be removed".formatted(folder), e);
    }
  }
}
