package dev.tektite.probe;

import dev.tektite.sqlite.Action;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tables that one statement reads and changes, as SQLite's authorizer hears them.
///
/// *One thread at a time:* the thread that has the connection.
final class StatementTables {
  private final Set<String> read = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();
  private boolean schema;

  /// Adds what the statement is about to do.
  void add(Action action) {
    switch (action.kind()) {
      case READ -> read.add(name(action.schema(), action.first()));
      case INSERT, UPDATE, DELETE -> change(action);
      case ALTER_TABLE -> alter(action);
      case CREATE_INDEX,
          CREATE_TABLE,
          CREATE_TRIGGER,
          CREATE_VIEW,
          CREATE_VIRTUAL_TABLE,
          DROP_INDEX,
          DROP_TRIGGER,
          DROP_VIEW,
          REINDEX ->
          schema = true;
      case DROP_TABLE, DROP_VIRTUAL_TABLE -> {
        schema = true;
        changed.add(name(action.schema(), action.first()));
      }
      default -> {
        // says nothing about tables of the file
      }
    }
  }

  private void change(Action action) {
    if (!"temp".equals(action.schema())) {
      changed.add(name(action.schema(), action.first()));
    }
  }

  private void alter(Action action) {
    schema = true;
    changed.add(name(action.first(), action.second()));
  }

  /// A table as listeners see it. The table of the schema has an old name, which SQLite's
  /// authorizer still hears.
  private static String name(@Nullable String schema, @Nullable String table) {
    String plain = "sqlite_master".equals(table) ? "sqlite_schema" : String.valueOf(table);
    return schema == null || schema.equals("main") ? plain : schema + "." + plain;
  }

  Set<String> read() {
    return read;
  }

  Set<String> changed() {
    return changed;
  }

  boolean isSchema() {
    return schema;
  }
}
