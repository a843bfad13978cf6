package dev.tektite.copy;

import dev.tektite.engine.LockWait;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The file that a database is restored from.
///
/// *Immutable.*
///
/// @param file absolute and without symbolic links
/// @param inUse whether this process has it open as a database
record RestoreSource(Path file, boolean inUse) {
  private static final int NOT_A_DATABASE = 26;
  private static final int CANNOT_OPEN = 14;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// A connection that sees one commit of it, unchanging.
  ///
  /// A finished backup has nothing beside it, and is read without locks, so that it may lie where
  /// nothing can be written. A file with a log or a journal is a database whose newest commits may
  /// be in there: it is opened as one.
  Connection open(CopyOpener opener) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw DatabaseException.of(
          CANNOT_OPEN, "there is no file %s to restore from".formatted(file), null, -1);
    }
    if (Files.size(file) == 0) {
      throw unreadable("%s is empty".formatted(file));
    }
    boolean alone = !inUse && !hasBeside("-wal") && !hasBeside("-journal");
    Connection connection =
        alone ? opener.finished(file) : Connection.open(file, OpenMode.READ_WRITE);
    try {
      connection.execute("begin");
      LockWait.untilFree(
          "a read lock of " + file,
          System.nanoTime() + WAIT_NANOS,
          () -> connection.execute("select 1 from sqlite_schema limit 1"));
      if (PageCopy.number(connection, "pragma page_count") == 0) {
        throw unreadable("%s holds no database".formatted(file));
      }
      return connection;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  private boolean hasBeside(String suffix) throws IOException {
    Path path = file.resolveSibling(file.getFileName() + suffix);
    return Files.exists(path) && Files.size(path) > 0;
  }

  private static DatabaseException unreadable(String problem) {
    return DatabaseException.of(NOT_A_DATABASE, problem, null, -1);
  }
}
