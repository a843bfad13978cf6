package dev.tektite.schema;

import dev.tektite.sql.ReadTx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of a table or a view.
///
/// *Immutable.*
///
/// @param name as it was declared
/// @param type as it was declared; empty if none was
/// @param notNull whether `NOT NULL` is declared
/// @param defaultSql the default as SQL, or `null` if there is none
/// @param keyPlace the place in the primary key, from 1; 0 if it is not in it
/// @param kind what it holds
public record Column(
    String name,
    String type,
    boolean notNull,
    @Nullable String defaultSql,
    int keyPlace,
    ColumnKind kind) {

  /// The columns of a table or a view, hidden and generated ones included, in order; empty if there
  /// is no such table.
  public static List<Column> of(ReadTx tx, Identifier table) {
    return SchemaReader.columns(tx, table.schema(), table.name());
  }

  /// The columns of a table or a view of this name, in order; empty if there is none.
  public static List<Column> of(ReadTx tx, String table) {
    return of(tx, Identifier.of(table));
  }

  /// Whether a value can be stored in it.
  public boolean isWritable() {
    return kind == ColumnKind.ORDINARY || kind == ColumnKind.HIDDEN;
  }
}
