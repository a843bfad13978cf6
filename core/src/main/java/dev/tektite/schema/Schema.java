package dev.tektite.schema;

import dev.tektite.sql.ReadTx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a database consists of at one moment: its tables with their columns, indexes, foreign keys
/// and triggers, and its views.
///
/// SQLite's own tables, whose names begin with `sqlite_`, are left out.
///
/// *Immutable.*
///
/// @param name the database: `main`, `temp`, or what was attached
/// @param tables by name
/// @param views by name
public record Schema(String name, List<Table> tables, List<View> views) {

  /// What the database of a block consists of, as the block sees it.
  public static Schema of(ReadTx tx) {
    return of(tx, "main");
  }

  /// What one of several databases consists of.
  ///
  /// @param schema `main`, `temp`, or what was attached
  /// @throws dev.tektite.sqlite.DatabaseException.Rejected if there is no such database
  public static Schema of(ReadTx tx, String schema) {
    return SchemaReader.read(tx, schema);
  }

  /// The table of this name, whatever the case, or `null`.
  public @Nullable Table table(String name) {
    return SchemaReader.byName(tables, Table::name, name);
  }

  /// The view of this name, whatever the case, or `null`.
  public @Nullable View view(String name) {
    return SchemaReader.byName(views, View::name, name);
  }

  /// The index of this name, whatever the case and whatever its table, or `null`.
  public @Nullable Index index(String name) {
    for (Table table : tables) {
      Index index = table.index(name);
      if (index != null) {
        return index;
      }
    }
    return null;
  }

  /// The names of the tables, sorted; tables that serve a virtual one are left out.
  public List<String> tableNames() {
    return tables.stream()
        .filter(table -> table.kind() != TableKind.SHADOW)
        .map(Table::name)
        .toList();
  }

  /// What must be done to this one to make it like another one.
  ///
  /// @param newer what is to be reached
  public SchemaDifference differenceTo(Schema newer) {
    return SchemaDifference.between(this, newer);
  }
}
