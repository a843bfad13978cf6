package dev.tektite.rows;

import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import java.util.function.Function;

/// Makes a value of each row of results with certain columns.
abstract class RowReader<R> implements Function<Row, R>, Naming {
  /// The value for the current row.
  ///
  /// @param row a [CurrentRow]
  @Override
  public final R apply(Row row) {
    return read(((CurrentRow) row).statement());
  }

  abstract R read(Statement statement);
}
