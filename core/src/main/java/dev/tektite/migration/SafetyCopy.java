package dev.tektite.migration;

import dev.tektite.copy.Flush;
import dev.tektite.sqlite.Backup;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
      Flush.nameOf(copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The backup of %s before its migration cannot be stored".formatted(file), e);
    }
  }

  /// Writes what is committed into a file that is not there yet, page by page: `VACUUM INTO` would
  /// give new rowids to tables without an `integer primary key`.
  static void copy(Connection reader, Path target) throws IOException {
    reader.execute("begin; select count(*) from sqlite_schema"); // pins what is copied
    try (Connection copy = Connection.open(target, OpenMode.CREATE)) {
      copyAll(reader, copy);
      requireSound(copy);
    } finally {
      reader.execute("rollback");
    }
    Flush.file(target);
  }

  private static void copyAll(Connection reader, Connection copy) {
    try (Backup backup = Backup.start(reader, copy)) {
      if (backup.step(-1)) {
        throw new IllegalStateException(
            "The copy %s of %s is not whole".formatted(copy.name(), reader.name()));
      }
    }
  }

  private static void requireSound(Connection copy) {
    try (Statement check = copy.prepare("pragma quick_check(1)")) {
      String found = check.step() ? String.valueOf(check.columnText(0)) : "nothing";
      if (!found.equals("ok")) {
        throw new IllegalStateException(
            "The copy %s is damaged, and so is the database: %s".formatted(copy.name(), found));
      }
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
