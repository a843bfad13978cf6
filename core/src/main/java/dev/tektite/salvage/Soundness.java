package dev.tektite.salvage;

import dev.tektite.recovery.TableRepair;
import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What SQLite itself says of a file.
final class Soundness {
  private Soundness() {}

  /// What `integrity_check` finds, a failure to check included.
  static List<String> problems(Connection connection, int most) {
    try {
      List<String> found = texts(connection, "pragma integrity_check(%d)".formatted(most));
      return found.equals(List.of("ok")) ? List.of() : found;
    } catch (DatabaseException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /// The references that lead nowhere, in words.
  static List<String> danglingReferences(Connection connection, int most) {
    List<String> found = new ArrayList<>();
    try (Statement check = connection.prepare("pragma foreign_key_check")) {
      while (found.size() < most && check.step()) {
        String row = check.columnIsNull(1) ? "A row" : "The row " + check.columnLong(1);
        found.add(
            "%s of %s refers to a row of %s that is not there"
                .formatted(row, check.columnText(0), check.columnText(2)));
      }
    } catch (DatabaseException e) {
      found.add("The foreign keys cannot be checked: " + e.getMessage());
    }
    return found;
  }

  /// Copies a sound file, and counts its rows.
  static List<TableRepair> copy(Path from, Path to) {
    try (Connection connection = Connection.open(from, OpenMode.READ_WRITE)) {
      try (Statement copy = connection.prepare("vacuum into ?")) {
        copy.bindAll(to.toString());
        copy.run();
      }
      List<TableRepair> tables = new ArrayList<>();
      for (String table : tables(connection)) {
        tables.add(new TableRepair(table, count(connection, table), 0, 0, 0, 0));
      }
      return List.copyOf(tables);
    }
  }

  static List<String> tables(Connection connection) {
    return texts(
        connection,
        "select name from sqlite_schema where type = 'table' and rootpage > 0"
            + " and lower(substr(name, 1, 7)) <> 'sqlite_' order by name");
  }

  static long count(Connection connection, String table) {
    String sql = "select count(*) from " + Identifier.quote(table);
    try (Statement count = connection.prepare(sql)) {
      return count.step() ? count.columnLong(0) : 0;
    }
  }

  private static List<String> texts(Connection connection, String sql) {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.prepare(sql)) {
      while (statement.step()) {
        texts.add(String.valueOf(statement.columnText(0)));
      }
    }
    return texts;
  }
}
