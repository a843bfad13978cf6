package dev.tektite.migration;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The database as it was before a migration, in a file beside it.
final class SafetyCopy {
  private SafetyCopy() {}

  /// Stores a copy of what is committed.
  ///
  /// @param reader a connection without a transaction; another one may hold the write lock
  /// @return a new file beside the database: `bank.db.before-1.2.0`
  static Path store(Connection reader, Path file, Version target) {
    Path partial = beside(file, ".before-%s.partial".formatted(target));
    try {
      Files.deleteIfExists(partial);
      copy(reader, partial);
      Path copy = free(file, ".before-" + target);
      return Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The backup of %s before its migration cannot be stored".formatted(file), e);
    }
  }

  /// Writes what is committed into a file that is not there yet, down to the disk.
  static void copy(Connection reader, Path target) throws IOException {
    try (Statement vacuum = reader.prepare("vacuum main into ?")) {
      vacuum.bindText(1, target.toString());
      vacuum.run();
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Removes the copy of a migration that was undone: the database itself is that copy.
  static void remove(@Nullable Path copy, Throwable failure) {
    try {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static Path free(Path file, String suffix) {
    Path copy = beside(file, suffix);
    for (int i = 2; Files.exists(copy); i++) {
      copy = beside(file, suffix + "-" + i);
    }
    return copy;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
