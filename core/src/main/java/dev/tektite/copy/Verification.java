package dev.tektite.copy;

import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.backup.CopyCheck;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks at a copy before it gets its name.
final class Verification {
  private static final int CORRUPT = 11;

  private Verification() {}

  /// Checks a file that nobody uses.
  ///
  /// @throws DatabaseException.Unreadable if something is wrong with it
  static void run(Path file, CopyCheck check, CopyOpener opener, Monitor monitor) {
    monitor.enter(Phase.CHECK);
    try (Connection connection = opener.finished(file)) {
      long pages = PageCopy.number(connection, "pragma page_count");
      if (pages != monitor.pages()) {
        throw unreadable(
            "the copy says that it has %d pages, but %d were copied"
                .formatted(pages, monitor.pages()));
      }
      List<String> found = new ArrayList<>();
      try (Statement statement = connection.prepare(check.sql())) {
        Apart.run(connection, () -> collect(statement, found), monitor::tell);
      }
      if (!found.equals(List.of("ok"))) {
        throw unreadable("the %s check found: %s".formatted(check, String.join("; ", found)));
      }
    }
  }

  private static void collect(Statement statement, List<String> found) {
    while (statement.step()) {
      found.add(String.valueOf(statement.columnText(0)));
    }
  }

  private static DatabaseException unreadable(String problem) {
    return DatabaseException.of(CORRUPT, problem, null, -1);
  }
}
