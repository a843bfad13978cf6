package dev.tektite.bulk;

import static java.util.stream.Collectors.joining;

import dev.tektite.schema.Column;
import dev.tektite.schema.Identifier;
import dev.tektite.schema.Index;
import dev.tektite.schema.IndexPart;
import dev.tektite.schema.Schema;
import dev.tektite.schema.Table;
import dev.tektite.schema.TableKind;
import dev.tektite.sql.ReadTx;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What puts the rows of a table in one order, in which none stands beside another.
///
/// *Immutable.*
///
/// @param terms the columns as SQL, with the collation of the index that tells them apart
record ReadKey(List<String> terms) {

  /// The key of a table.
  ///
  /// @param wanted the columns; none for the primary key, or else the rowid
  /// @throws IllegalArgumentException if there is no such table, or rows can be the same in the
  ///   columns
  static ReadKey of(ReadTx tx, Identifier name, List<String> wanted) {
    String schema = name.schema() == null ? "main" : name.schema();
    Table table = Schema.of(tx, schema).table(name.name());
    if (table == null) {
      throw new IllegalArgumentException("There is no table %s in %s".formatted(name, schema));
    }
    List<String> columns = wanted.isEmpty() ? table.primaryKey() : wanted;
    if (isRowid(table, columns)) {
      return new ReadKey(List.of(Identifier.quote(columns.getFirst())));
    }
    Index index = uniqueIndex(table, columns);
    if (index != null) {
      return new ReadKey(columns.stream().map(column -> term(column, index)).toList());
    }
    String rowid = wanted.isEmpty() ? rowidOf(table) : null;
    if (rowid != null) {
      return new ReadKey(List.of(rowid));
    }
    throw new IllegalArgumentException(
        "Rows of %s can be the same in %s, or NULL, so that chunks would lose some: read by the"
                .formatted(name, columns)
            + " columns of a primary key, or of a unique index of columns that are NOT NULL");
  }

  /// Whether the key is the [rowid](https://www.sqlite.org/lang_createtable.html#rowid) by a name
  /// of its own.
  private static boolean isRowid(Table table, List<String> columns) {
    if (columns.size() != 1 || table.withoutRowid() || table.primaryKey().size() != 1) {
      return false;
    }
    Column column = table.column(columns.getFirst());
    return column != null && column.keyPlace() == 1 && column.type().equalsIgnoreCase("INTEGER");
  }

  private static @Nullable Index uniqueIndex(Table table, List<String> columns) {
    for (Index index : table.indexes()) {
      if (index.unique()
          && !index.isPartial()
          && index.parts().size() == columns.size()
          && lower(index.columns()).equals(lower(columns))
          && columns.stream().allMatch(column -> isNeverNull(table.column(column)))) {
        return index;
      }
    }
    return null;
  }

  private static boolean isNeverNull(@Nullable Column column) {
    return column != null && column.notNull();
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private static String term(String column, Index index) {
    String collation =
        index.parts().stream()
            .filter(part -> column.equalsIgnoreCase(part.column()))
            .map(IndexPart::collation)
            .findFirst()
            .orElse("BINARY");
    return Identifier.quote(column) + " COLLATE " + Identifier.quote(collation);
  }

  private static @Nullable String rowidOf(Table table) {
    if (table.kind() != TableKind.ORDINARY || table.withoutRowid()) {
      return null;
    }
    return Stream.of("_rowid_", "rowid", "oid")
        .filter(name -> table.column(name) == null)
        .findFirst()
        .orElse(null);
  }

  int size() {
    return terms.size();
  }

  /// The columns for the result, under names that no component of a record has.
  String results() {
    StringBuilder results = new StringBuilder();
    for (int i = 0; i < terms.size(); i++) {
      results.append(", ").append(terms.get(i)).append(" AS \"(key %d)\"".formatted(i + 1));
    }
    return results.toString();
  }

  String condition() {
    return "(%s) > (%s)".formatted(order(), terms.stream().map(term -> "?").collect(joining(", ")));
  }

  String order() {
    return String.join(", ", terms);
  }
}
