package dev.tektite.schema;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table.
///
/// What has no component of its own (checks, collations, `autoincrement`, deferred foreign keys)
/// stands in [#sql()].
///
/// *Immutable.*
///
/// @param name as it was created
/// @param kind who keeps its rows
/// @param withoutRowid whether it was created `WITHOUT ROWID`
/// @param strict whether it was created `STRICT`
/// @param columns in order
/// @param indexes by name, those of constraints included
/// @param foreignKeys in the order of their declaration
/// @param triggers by name
/// @param sql the statement that creates it
public record Table(
    String name,
    TableKind kind,
    boolean withoutRowid,
    boolean strict,
    List<Column> columns,
    List<Index> indexes,
    List<ForeignKey> foreignKeys,
    List<Trigger> triggers,
    String sql) {

  /// The column of this name, whatever the case, or `null`.
  public @Nullable Column column(String name) {
    return SchemaReader.byName(columns, Column::name, name);
  }

  /// The index of this name, whatever the case, or `null`.
  public @Nullable Index index(String name) {
    return SchemaReader.byName(indexes, Index::name, name);
  }

  /// The trigger of this name, whatever the case, or `null`.
  public @Nullable Trigger trigger(String name) {
    return SchemaReader.byName(triggers, Trigger::name, name);
  }

  /// The names of the columns, in order.
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /// The names of the columns of the primary key, in its order; empty if none is declared.
  public List<String> primaryKey() {
    return columns.stream()
        .filter(column -> column.keyPlace() > 0)
        .sorted(Comparator.comparingInt(Column::keyPlace))
        .map(Column::name)
        .toList();
  }
}
