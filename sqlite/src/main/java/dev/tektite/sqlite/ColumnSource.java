package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import org.jspecify.annotations.Nullable;

/// Where a column of a result comes from; every part is `null` for an expression
/// ([column_name](https://www.sqlite.org/c3ref/column_database_name.html)).
///
/// *Immutable.*
///
/// @param schema such as `main`
/// @param table the table, not its alias and no view
/// @param column the name in the table
/// @param declaredType the type as it was written in the table
public record ColumnSource(
    @Nullable String schema,
    @Nullable String table,
    @Nullable String column,
    @Nullable String declaredType) {

  static ColumnSource of(long statement, int column) {
    int columns = StatementCalls.columnCount(statement);
    if (column < 0 || column >= columns) {
      throw new IllegalArgumentException(
          "There is no column %d: the result has %d columns, numbered from 0"
              .formatted(column, columns));
    }
    return new ColumnSource(
        text(StatementCalls.columnSchema(statement, column)),
        text(StatementCalls.columnTable(statement, column)),
        text(StatementCalls.columnOrigin(statement, column)),
        text(StatementCalls.columnDeclaredType(statement, column)));
  }

  private static @Nullable String text(long address) {
    return address == 0 ? null : Memory.textUntilNul(address);
  }
}
