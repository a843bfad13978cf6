package dev.tektite.salvage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Copies of a file to work on, since the original is only read.
final class Copies {
  private static final List<String> COMPANIONS = List.of("-wal", "-journal");

  private Copies() {}

  /// Copies a file with its log and its journal.
  static void withLog(Path file, Path copy) throws IOException {
    Files.copy(file, copy);
    for (String companion : COMPANIONS) {
      Path beside = file.resolveSibling(file.getFileName() + companion);
      if (Files.exists(beside)) {
        Files.copy(beside, copy.resolveSibling(copy.getFileName() + companion));
      }
    }
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
