package dev.tektite.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The write-ahead log beside a database file, seen from outside.
///
/// It asks the folder only: opening a file of an open database through Java, and closing it again,
/// would drop SQLite's locks.
///
/// *Immutable.*
///
/// @param path the file, which need not exist
record LogFile(Path path) {
  static LogFile of(Path database) {
    return new LogFile(database.resolveSibling(database.getFileName() + "-wal"));
  }

  /// Its size, or 0 where there is none.
  long bytes() {
    try {
      return Files.size(path);
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new DemoFailure("The size of %s cannot be asked for: %s".formatted(path, e), e);
    }
  }
}
