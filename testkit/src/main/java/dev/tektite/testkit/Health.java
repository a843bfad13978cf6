package dev.tektite.testkit;

import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `pragma integrity_check` and `pragma foreign_key_check` say about a database.
///
/// *Safe for any number of threads.*
public final class Health {
  private static final String INTEGRITY = "pragma integrity_check";
  private static final String FOREIGN_KEYS = "pragma foreign_key_check";

  private Health() {}

  /// What is wrong with the database of a block, in words; empty if nothing is.
  public static List<String> problems(ReadTx tx) {
    List<String> problems = new ArrayList<>();
    tx.query(INTEGRITY).asText().forEach(line -> addUnlessOk(problems, String.valueOf(line)));
    tx.query(FOREIGN_KEYS)
        .map(row -> describe(row.asText(0), row.asText(1), row.asText(2)))
        .forEach(problems::add);
    return List.copyOf(problems);
  }

  /// What is wrong with a database file that nobody uses, in words; empty if nothing is.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException if it cannot be read at all
  public static List<String> problems(Path file) {
    List<String> problems = new ArrayList<>();
    try (Connection connection = Connection.open(file, OpenMode.READ_WRITE)) {
      try (Statement check = connection.prepare(INTEGRITY)) {
        while (check.step()) {
          addUnlessOk(problems, String.valueOf(check.columnText(0)));
        }
      }
      try (Statement check = connection.prepare(FOREIGN_KEYS)) {
        while (check.step()) {
          problems.add(describe(check.columnText(0), check.columnText(1), check.columnText(2)));
        }
      }
    }
    return List.copyOf(problems);
  }

  private static void addUnlessOk(List<String> problems, String line) {
    if (!line.equals("ok")) {
      problems.add("integrity check: " + line);
    }
  }

  private static String describe(
      @Nullable String table, @Nullable String row, @Nullable String target) {
    return "row %s of %s refers to a row of %s that does not exist".formatted(row, table, target);
  }
}
