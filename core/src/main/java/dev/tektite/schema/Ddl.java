package dev.tektite.schema;

import dev.tektite.sql.WriteTx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes of the schema that can be asked for again: each says whether it did something.
///
/// What is there already must be what was asked for; else nothing is done and an
/// [IllegalStateException] says what is there. All names are quoted. Nobody can come between the
/// look and the change, since only one block writes at a time.
///
/// *Immutable.*
public final class Ddl {
  private Ddl() {}

  // ---- columns ----

  /// Adds a column, unless the table has it.
  ///
  /// @return whether it was added
  /// @throws IllegalStateException if it has a column of this name with another type, or another
  ///   `NOT NULL`
  public static boolean addColumn(WriteTx tx, String table, ColumnDefinition column) {
    return addColumn(tx, Identifier.of(table), column);
  }

  /// As [#addColumn(WriteTx, String, ColumnDefinition)], for a table of a certain database.
  public static boolean addColumn(WriteTx tx, Identifier table, ColumnDefinition column) {
    Column there = SchemaReader.byName(Column.of(tx, table), Column::name, column.name());
    if (there == null) {
      tx.execute("ALTER TABLE %s ADD COLUMN %s".formatted(table.quoted(), column.sql()));
      return true;
    }
    if (!there.type().equalsIgnoreCase(column.type()) || there.notNull() != column.isNotNull()) {
      throw new IllegalStateException(
          "%s has a column %s already, but as <%s>, not as <%s>: change it by building the table anew"
              .formatted(
                  table,
                  there.name(),
                  inWords(there.type(), there.notNull()),
                  inWords(column.type(), column.isNotNull())));
    }
    return false;
  }

  private static String inWords(String type, boolean notNull) {
    return (type + (notNull ? " NOT NULL" : "")).strip();
  }

  /// Drops a column, unless the table does not have it.
  ///
  /// @return whether it was dropped
  /// @throws IllegalStateException if there is no such table
  /// @throws dev.tektite.sqlite.DatabaseException.Rejected if something depends on the column: a
  ///   key, an index, a view, a trigger
  public static boolean dropColumn(WriteTx tx, String table, String column) {
    return dropColumn(tx, Identifier.of(table), column);
  }

  /// As [#dropColumn(WriteTx, String, String)], for a table of a certain database.
  public static boolean dropColumn(WriteTx tx, Identifier table, String column) {
    if (!has(columns(tx, table), column)) {
      return false;
    }
    tx.execute("ALTER TABLE %s DROP COLUMN %s".formatted(table.quoted(), Identifier.quote(column)));
    return true;
  }

  /// Renames a column, unless it has the new name already.
  ///
  /// @return whether it was renamed
  /// @throws IllegalStateException if there is no such table, or it has both columns or neither
  public static boolean renameColumn(WriteTx tx, String table, String from, String to) {
    return renameColumn(tx, Identifier.of(table), from, to);
  }

  /// As [#renameColumn(WriteTx, String, String, String)], for a table of a certain database.
  public static boolean renameColumn(WriteTx tx, Identifier table, String from, String to) {
    List<Column> columns = columns(tx, table);
    boolean hasFrom = has(columns, from);
    boolean hasTo = has(columns, to) && !from.equalsIgnoreCase(to);
    if (hasFrom == hasTo) {
      throw new IllegalStateException(
          "%s has %s of the columns %s and %s, so that it cannot be told whether one is to be renamed"
              .formatted(table, hasFrom ? "both" : "neither", from, to));
    }
    if (hasTo || columns.stream().anyMatch(column -> column.name().equals(to))) {
      return false;
    }
    tx.execute(
        "ALTER TABLE %s RENAME COLUMN %s TO %s"
            .formatted(table.quoted(), Identifier.quote(from), Identifier.quote(to)));
    return true;
  }

  private static List<Column> columns(WriteTx tx, Identifier table) {
    List<Column> columns = Column.of(tx, table);
    if (columns.isEmpty()) {
      throw new IllegalStateException("There is no table %s".formatted(table));
    }
    return columns;
  }

  private static boolean has(List<Column> columns, String name) {
    return SchemaReader.byName(columns, Column::name, name) != null;
  }

  // ---- indexes ----

  /// Creates an index, unless it is there.
  ///
  /// @return whether it was created
  /// @throws IllegalStateException if there is an index of this name that is not the same
  public static boolean createIndex(WriteTx tx, IndexDefinition index) {
    if (!Exists.index(tx, index.name())) {
      tx.execute(index.sql());
      return true;
    }
    String there = sqlOf(tx, index.name());
    if (there == null || !SqlText.of(there).key().equals(SqlText.of(index.keptSql()).key())) {
      throw new IllegalStateException(
          "There is an index %s already, but it is <%s>, not <%s>: drop it first"
              .formatted(index.name(), there, index.sql()));
    }
    return false;
  }

  private static @Nullable String sqlOf(WriteTx tx, Identifier index) {
    List<String> schemas =
        index.schema() == null ? List.of("temp", "main") : List.of(index.schema());
    for (String schema : schemas) {
      String sql =
          tx.query(
                  "select sql from %s.sqlite_schema where type = 'index' and name = ? collate nocase"
                      .formatted(Identifier.quote(schema)),
                  index.name())
              .asText()
              .first();
      if (sql != null) {
        return sql;
      }
    }
    return null;
  }

  /// Drops an index, unless it is not there.
  ///
  /// @return whether it was dropped
  /// @throws dev.tektite.sqlite.DatabaseException.Rejected if it belongs to a constraint
  public static boolean dropIndex(WriteTx tx, String name) {
    return dropIndex(tx, Identifier.of(name));
  }

  /// As [#dropIndex(WriteTx, String)], in a certain database.
  public static boolean dropIndex(WriteTx tx, Identifier name) {
    if (!Exists.index(tx, name)) {
      return false;
    }
    tx.execute("DROP INDEX " + name.quoted());
    return true;
  }
}
