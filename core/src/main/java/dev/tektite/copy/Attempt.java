package dev.tektite.copy;

import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// The making of one file, of which nothing is left if it fails.
final class Attempt {
  private static final int IO = 10;

  private Attempt() {}

  /// What makes the file.
  interface Making<T> {
    T run() throws IOException;
  }

  /// Makes it, and cleans up.
  ///
  /// @throws DatabaseException if it fails or is stopped
  static <T> T of(Target target, Monitor monitor, Making<T> making) {
    try {
      target.prepare();
      return making.run();
    } catch (DatabaseException.Cancelled e) {
      throw e;
    } catch (DatabaseException e) {
      throw monitor.failed(e, target.outcome());
    } catch (ClosedByInterruptException e) {
      monitor.check();
      throw monitor.failed(failure(e), target.outcome());
    } catch (IOException e) {
      throw monitor.failed(failure(e), target.outcome());
    } finally {
      target.end();
    }
  }

  private static DatabaseException failure(IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException missing -> "there is no " + missing.getFile() + " any more";
          case AccessDeniedException denied -> "no permission for " + denied.getFile();
          case FileSystemException other -> String.valueOf(other.getMessage());
          default -> e.toString();
        };
    DatabaseException failure = DatabaseException.of(IO, why, null, -1);
    failure.initCause(e);
    return failure;
  }
}
