package dev.tektite.salvage;

import dev.tektite.recovery.Finding;
import dev.tektite.recovery.FindingKind;
import dev.tektite.schema.Schema;
import dev.tektite.schema.Table;
import dev.tektite.schema.TableKind;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for what is wrong with a file, without changing it: a file that has a log or a journal,
/// which SQLite would apply, is looked at in a copy.
///
/// *One thread at a time.*
public final class Inspection {
  private static final int MOST_FINDINGS = 100;

  /// Tables in which tools keep the version of a schema.
  private static final Set<String> VERSION_TABLES =
      Set.of(
          "tektite_migration",
          "schema_meta",
          "schema_version",
          "schema_migrations",
          "meta",
          "goose_db_version",
          "flyway_schema_history");

  private final Path file;
  private final @Nullable Schema expected;
  private final List<Finding> findings = new ArrayList<>();

  /// @param file no connection of this process may have it open
  /// @param expected what should be there, or `null`
  public Inspection(Path file, @Nullable Schema expected) {
    this.file = file;
    this.expected = expected;
  }

  /// Does all of it.
  public List<Finding> run() {
    try {
      if (!hasCompanion("-wal") && !hasCompanion("-journal")) {
        inspect("file:%s?immutable=1".formatted(escaped(file)), OpenMode.READ_ONLY);
      } else {
        Path folder = Files.createTempDirectory("tektite-inspect-");
        try {
          Path copy = folder.resolve("copy");
          Copies.withLog(file, copy);
          inspect(copy.toUri().toString(), OpenMode.READ_WRITE);
        } finally {
          Copies.remove(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be inspected".formatted(file), e);
    }
    return List.copyOf(findings);
  }

  private boolean hasCompanion(String ending) throws IOException {
    Path companion = file.resolveSibling(file.getFileName() + ending);
    return Files.exists(companion) && Files.size(companion) > 0;
  }

  private static String escaped(Path file) {
    return file.toAbsolutePath().toUri().getRawPath();
  }

  private void inspect(String uri, OpenMode mode) {
    try (Connection connection = Connection.openUri(uri, mode)) {
      connection.execute("select 1 from sqlite_schema limit 1");
      Soundness.problems(connection, MOST_FINDINGS).forEach(text -> add(FindingKind.DAMAGED, text));
      Soundness.danglingReferences(connection, MOST_FINDINGS)
          .forEach(text -> add(FindingKind.DANGLING_REFERENCE, text));
      if (expected != null) {
        compare(connection, expected);
      }
      lookForVersion(connection);
    } catch (DatabaseException e) {
      add(FindingKind.UNREADABLE, "SQLite cannot open it: " + e.getMessage());
    }
  }

  private void add(FindingKind kind, String text) {
    findings.add(new Finding(kind, text));
  }

  private void compare(Connection connection, Schema schema) {
    for (Table table : schema.tables()) {
      if (table.kind() != TableKind.SHADOW) {
        Set<String> columns = columns(connection, table.name());
        if (columns.isEmpty()) {
          add(FindingKind.MISSING_TABLE, "The table %s is missing".formatted(table.name()));
        } else {
          compare(table, columns);
        }
      }
    }
  }

  private void compare(Table table, Set<String> columns) {
    for (String column : table.columnNames()) {
      if (!columns.contains(column.toLowerCase(Locale.ROOT))) {
        add(
            FindingKind.MISSING_COLUMN,
            "The column %s of the table %s is missing".formatted(column, table.name()));
      }
    }
  }

  private static Set<String> columns(Connection connection, String table) {
    Set<String> columns = new HashSet<>();
    try (Statement list = connection.prepare("select name from pragma_table_xinfo(?)")) {
      list.bindAll(table);
      while (list.step()) {
        columns.add(String.valueOf(list.columnText(0)).toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  private void lookForVersion(Connection connection) {
    try (Statement version = connection.prepare("pragma user_version")) {
      if (version.step() && version.columnLong(0) != 0) {
        return;
      }
    }
    boolean known =
        Soundness.tables(connection).stream()
            .anyMatch(table -> VERSION_TABLES.contains(table.toLowerCase(Locale.ROOT)));
    if (!known) {
      add(
          FindingKind.NO_VERSION,
          "Nothing says which version of the schema it is: user_version is 0, and there is no table"
              + " of migrations");
    }
  }
}
