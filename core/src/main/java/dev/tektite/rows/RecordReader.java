package dev.tektite.rows;

import dev.tektite.sqlite.Statement;

/// Makes a record of each row. Each subclass is generated for one record type and one order of
/// columns; see [RecordReaderClass].
///
/// *Safe for any number of threads.*
abstract class RecordReader<R> extends RowReader<R> {
  private final RecordShape<R> shape;
  private final int[] columns;

  /// @param columns the column for each component
  RecordReader(RecordShape<R> shape, int[] columns) {
    this.shape = shape;
    this.columns = columns;
  }

  @Override
  public final String column(Statement statement, int column) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == column) {
        return super.column(statement, column)
            + " for the component %s of %s".formatted(shape.components().get(i).name(), shape);
      }
    }
    return super.column(statement, column);
  }

  @Override
  public final String adviceOnNull() {
    return "let the component be of the wrapper type, or the query give a default by coalesce";
  }
}
