package dev.tektite.schema;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An index that is to be created.
///
/// *Immutable.*
///
/// @param name any name; with a database, the index is made there
/// @param table the table, in the same database
/// @param columns names of columns, at least one
/// @param isUnique whether no two rows may be the same in them
/// @param where the condition of a partial index as SQL, which is trusted, or `null`
public record IndexDefinition(
    Identifier name, String table, List<String> columns, boolean isUnique, @Nullable String where) {

  /// Checks the names.
  ///
  /// @throws IllegalArgumentException if there are no columns, or a name is empty
  public IndexDefinition {
    columns = List.copyOf(columns);
    Identifier.quote(table);
    columns.forEach(Identifier::quote);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "The index %s on %s has no columns: name at least one".formatted(name, table));
    }
  }

  /// An index on columns of a table.
  public static IndexDefinition of(String name, String table, String... columns) {
    return of(Identifier.of(name), table, columns);
  }

  /// An index on columns of a table of a certain database.
  public static IndexDefinition of(Identifier name, String table, String... columns) {
    return new IndexDefinition(name, table, List.of(columns), false, null);
  }

  /// The same index, refusing rows that are the same in its columns.
  public IndexDefinition unique() {
    return new IndexDefinition(name, table, columns, true, where);
  }

  /// The same index, of the rows alone for which a condition is true.
  ///
  /// @param condition trusted: an expression of SQL, such as `deleted_at is null`
  public IndexDefinition where(String condition) {
    return new IndexDefinition(name, table, columns, isUnique, condition);
  }

  /// The statement that creates it: `CREATE UNIQUE INDEX "i" ON "t"("a", "b") WHERE c > 0`.
  public String sql() {
    return sql(name.quoted());
  }

  /// The statement as SQLite keeps it: without the database.
  String keptSql() {
    return sql(Identifier.quote(name.name()));
  }

  private String sql(String quotedName) {
    return "CREATE %sINDEX %s ON %s(%s)%s"
        .formatted(
            isUnique ? "UNIQUE " : "",
            quotedName,
            Identifier.quote(table),
            columns.stream().map(Identifier::quote).collect(joining(", ")),
            where == null ? "" : " WHERE " + where);
  }
}
