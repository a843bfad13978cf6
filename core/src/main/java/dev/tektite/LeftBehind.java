package dev.tektite;

import java.nio.file.Path;

/// What whoever used a database last has left beside it.
final class LeftBehind {
  /// The header of a log; a log without frames is no longer than this.
  private static final long LOG_HEADER_BYTES = 32;

  private LeftBehind() {}

  /// Whether there are commits in a log, or a journal: a process has ended without `close`, or is
  /// using the database now. To be asked before SQLite opens the file. It only looks at the
  /// lengths: opening the files would cost SQLite its locks.
  static boolean by(Path file) {
    return length(file, "-wal") > LOG_HEADER_BYTES || length(file, "-journal") > 0;
  }

  /// 0 if there is none, which is usual, and costs no exception this way.
  private static long length(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix).toFile().length();
  }
}
