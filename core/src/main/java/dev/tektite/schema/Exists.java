package dev.tektite.schema;

import dev.tektite.sql.ReadTx;
import java.util.List;

/// Whether something is there, as the block sees it.
///
/// Names are compared as SQLite does, whatever the case of ASCII letters. A name without a database
/// is looked for in `temp` and in `main`.
///
/// *Immutable.*
public final class Exists {
  private static final List<String> SCHEMAS = List.of("temp", "main");

  private Exists() {}

  /// Whether there is a table of this name; a view is none.
  public static boolean table(ReadTx tx, String name) {
    return table(tx, Identifier.of(name));
  }

  /// Whether there is a table of this name; a view is none.
  public static boolean table(ReadTx tx, Identifier name) {
    return entry(tx, "table", name);
  }

  /// Whether there is a view of this name.
  public static boolean view(ReadTx tx, String name) {
    return view(tx, Identifier.of(name));
  }

  /// Whether there is a view of this name.
  public static boolean view(ReadTx tx, Identifier name) {
    return entry(tx, "view", name);
  }

  /// Whether there is an index of this name, whatever its table.
  public static boolean index(ReadTx tx, String name) {
    return index(tx, Identifier.of(name));
  }

  /// Whether there is an index of this name, whatever its table.
  public static boolean index(ReadTx tx, Identifier name) {
    return entry(tx, "index", name);
  }

  /// Whether there is a trigger of this name, whatever its table.
  public static boolean trigger(ReadTx tx, String name) {
    return trigger(tx, Identifier.of(name));
  }

  /// Whether there is a trigger of this name, whatever its table.
  public static boolean trigger(ReadTx tx, Identifier name) {
    return entry(tx, "trigger", name);
  }

  /// Whether a table or a view has a column of this name, hidden and generated ones included. A
  /// table that is not there has none.
  public static boolean column(ReadTx tx, String table, String column) {
    return column(tx, Identifier.of(table), column);
  }

  /// Whether a table or a view has a column of this name, hidden and generated ones included. A
  /// table that is not there has none.
  public static boolean column(ReadTx tx, Identifier table, String column) {
    return SchemaReader.byName(Column.of(tx, table), Column::name, column) != null;
  }

  private static boolean entry(ReadTx tx, String type, Identifier name) {
    List<String> schemas = name.schema() == null ? SCHEMAS : List.of(name.schema());
    return schemas.stream().anyMatch(schema -> entry(tx, type, schema, name.name()));
  }

  private static boolean entry(ReadTx tx, String type, String schema, String name) {
    return tx.query(
                "select 1 from %s.sqlite_schema where type = ? and name = ? collate nocase"
                    .formatted(Identifier.quote(schema)),
                type,
                name)
            .asLong()
            .first()
        != null;
  }
}
