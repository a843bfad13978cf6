package dev.tektite.copy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes files and names survive a power cut.
public final class Flush {
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private Flush() {}

  /// Flushes a file. No connection of this process may be open to it: closing a descriptor would
  /// drop SQLite's locks.
  public static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Flushes the name of a file, where the system can.
  public static void nameOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      folder(folder);
    }
  }

  /// Flushes the names in a folder, where the system can. An interrupt does not end it: what has
  /// its name by now is done. The thread stays interrupted.
  static void folder(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!WINDOWS && !isFlushed(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isFlushed(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
