package dev.tektite.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Copies of a file to work on, since the original is only read.
final class Copies {
  private static final List<String> COMPANIONS = List.of("-wal", "-journal");

  private Copies() {}

  /// Copies a file with its log and its journal.
  ///
  /// @return the copy
  static Path withLog(Path file, Path folder) throws IOException {
    Path copy = folder.resolve("old");
    Files.copy(file, copy);
    for (String companion : COMPANIONS) {
      Path beside = file.resolveSibling(file.getFileName() + companion);
      if (Files.exists(beside)) {
        Files.copy(beside, folder.resolve("old" + companion));
      }
    }
    return copy;
  }

  /// Removes a folder with the files in it.
  static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
