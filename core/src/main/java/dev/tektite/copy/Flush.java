package dev.tektite.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes files and names survive a power cut.
final class Flush {
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private Flush() {}

  /// Flushes a file. No connection of this process may be open to it: closing a descriptor would
  /// drop SQLite's locks.
  static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Flushes the names in a folder, where the system can.
  static void folder(Path folder) throws IOException {
    if (!WINDOWS) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
