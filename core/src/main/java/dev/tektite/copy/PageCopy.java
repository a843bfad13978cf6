package dev.tektite.copy;

import dev.tektite.sqlite.Backup;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;

/// Copies a database page by page.
final class PageCopy {
  private PageCopy() {}

  /// Copies all pages of a source, which has a read transaction open, into a file that is created.
  static void run(
      Connection source, Target target, CopyOpener opener, long bytesPerSecond, Monitor monitor) {
    int pageBytes = (int) number(source, "pragma page_size");
    target.requireRoom(number(source, "pragma page_count") * pageBytes);
    try (Connection copy = opener.create(target.partial())) {
      // Nobody needs this file before it is whole: it is flushed once, when it is closed.
      copy.execute(
          "pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive");
      run(source, copy, new Pace(bytesPerSecond, pageBytes), pageBytes, monitor);
    }
  }

  private static void run(
      Connection source, Connection copy, Pace pace, int pageBytes, Monitor monitor) {
    try (Backup backup = Backup.start(source, copy)) {
      monitor.tell();
      while (backup.step(pace.pagesPerStep())) {
        monitor.copied(backup.total() - backup.remaining(), backup.total(), pageBytes);
        pace.await(monitor.bytes(), monitor::check);
      }
      monitor.copied(backup.total(), backup.total(), pageBytes);
    }
  }

  /// The number that a statement answers.
  static long number(Connection connection, String sql) {
    try (Statement statement = connection.prepare(sql)) {
      return statement.step() ? statement.columnLong(0) : 0;
    }
  }
}
