package dev.tektite.transfer;

import dev.tektite.schema.Column;
import dev.tektite.schema.Identifier;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which value of a row of text goes into which column.
///
/// *Immutable.*
final class TableMapping {
  private final List<Column> columns;
  private final int[] places;

  private TableMapping(List<Column> columns, int[] places) {
    this.columns = columns;
    this.places = places;
  }

  /// @param inTable what the table has
  /// @param inText the names in the text
  /// @param only those that are taken; none for all
  /// @throws IllegalArgumentException if the table does not have one, computes it, or the text
  ///   names one twice
  static TableMapping of(
      Identifier table, List<Column> inTable, List<String> inText, List<String> only) {
    if (inTable.isEmpty()) {
      throw new IllegalArgumentException("There is no table %s to import into".formatted(table));
    }
    List<String> wanted = only.isEmpty() ? inText : only;
    List<Column> columns = new ArrayList<>();
    int[] places = new int[wanted.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(wanted.get(i), inText);
      columns.add(column(table, wanted.get(i), inTable));
    }
    return new TableMapping(columns, places);
  }

  private static int place(String name, List<String> inText) {
    int found = -1;
    for (int i = 0; i < inText.size(); i++) {
      if (inText.get(i).equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw new IllegalArgumentException(
              "The text names the column %s twice: %s".formatted(name, inText));
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException(
          "The text does not have the column %s, but %s".formatted(name, inText));
    }
    return found;
  }

  private static Column column(Identifier table, String name, List<Column> inTable) {
    for (Column column : inTable) {
      if (column.name().equalsIgnoreCase(name)) {
        if (!column.isWritable()) {
          throw new IllegalArgumentException(
              "The table %s computes the column %s: leave it out by only(…)"
                  .formatted(table, name));
        }
        return column;
      }
    }
    throw new IllegalArgumentException(
        "The table %s does not have the column %s, but %s: leave it out by only(…)"
            .formatted(table, name, inTable.stream().map(Column::name).toList()));
  }

  /// The columns of the table, in the order of the values.
  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The rows of a text, each made only when it is asked for. They can be run through once.
  Iterable<@Nullable Object[]> rows(RowSource source) {
    return () ->
        new Iterator<>() {
          private long count;

          @Override
          public boolean hasNext() {
            return source.hasNext();
          }

          @Override
          public @Nullable Object[] next() {
            count++;
            return row(source.next(), count);
          }
        };
  }

  private @Nullable Object[] row(@Nullable Object[] values, long number) {
    @Nullable Object[] row = new @Nullable Object[places.length];
    for (int i = 0; i < row.length; i++) {
      Object value = values[places[i]];
      boolean blob = value instanceof String && columns.get(i).type().equalsIgnoreCase("blob");
      row[i] = blob ? bytes((String) value, columns.get(i), number) : value;
    }
    return row;
  }

  private static byte[] bytes(@Nullable String base64, Column column, long number) {
    try {
      return Base64.getDecoder().decode(base64 == null ? "" : base64);
    } catch (IllegalArgumentException e) { // not passed on: it would show the value
      throw new IllegalArgumentException(
          "Row %d: the column %s is a blob, but the text is no Base64"
              .formatted(number, column.name()));
    }
  }
}
