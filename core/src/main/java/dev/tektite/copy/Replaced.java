package dev.tektite.copy;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A database file that another is about to replace.
///
/// *One thread at a time.*
final class Replaced {
  /*
   * A log that stays behind would be read into the new file and destroy it, so it must be gone
   * before the rename. A log that goes too early takes the newest commits of the former database
   * along. So:
   *
   *   1. the log is copied into the former file, which is whole by itself from then on; that takes
   *      an exclusive lock, so that it also finds out whether another process uses the file
   *   2. what is left of -wal, -shm and -journal is removed, and the folder flushed
   *   3. the rename
   *
   * A former file that cannot be read has nothing to be saved by step 1.
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final Path file;

  Replaced(Path file) {
    this.file = file;
  }

  /// Makes it safe to put another file in its place.
  ///
  /// @return the files beside it that were removed
  /// @throws DatabaseException.Busy if another process uses it
  List<Path> settle() throws IOException {
    List<Path> before = companions(file);
    if (Files.exists(file)) {
      emptyLog();
    }
    removeCompanions(file);
    return before;
  }

  private void emptyLog() {
    try (Connection connection = Connection.open(file, OpenMode.READ_WRITE)) {
      connection.execute(
          "pragma locking_mode = exclusive; pragma journal_mode = delete; begin exclusive; commit");
    } catch (DatabaseException.Busy e) {
      throw e.retold(
          "%s is in use by another process and is not replaced: close it there".formatted(file));
    } catch (DatabaseException.Unreadable | DatabaseException.Io e) {
      LOGGER.log(Level.INFO, "The file {0}, which is being replaced, cannot be read: {1}", file, e);
    }
  }

  /// Removes the files that SQLite keeps beside a database, and makes sure that they stay away.
  ///
  /// @return those that were there
  static List<Path> removeCompanions(Path file) throws IOException {
    List<Path> there = companions(file);
    for (Path path : there) {
      Files.deleteIfExists(path);
    }
    if (!there.isEmpty()) {
      Path folder = file.getParent();
      if (folder != null) {
        Flush.folder(folder);
      }
    }
    return there;
  }

  private static List<Path> companions(Path file) {
    List<Path> there = new ArrayList<>();
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      Path path = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(path)) {
        there.add(path);
      }
    }
    return there;
  }
}
