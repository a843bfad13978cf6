package dev.tektite.rows;

import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import java.util.List;
import java.util.function.Function;

/// What makes values of one Java type of the rows of a statement.
public final class Readers {
  private Readers() {}

  /// The reader that a statement was used with last.
  private record Latest(Class<?> type, Function<Row, ?> reader) {}

  /// A function from the current row to a value.
  ///
  /// @param type a record type, or a type that can be stored
  /// @param statement one that has made its first step, so that its columns are final
  /// @throws IllegalArgumentException if the type does not fit the columns
  @SuppressWarnings("unchecked") // a reader makes what its type is
  public static <R> Function<Row, R> into(Class<R> type, Statement statement) {
    if (statement.attachment() instanceof Latest latest && latest.type == type) {
      return (Function<Row, R>) latest.reader;
    }
    Function<Row, R> reader = find(type, statement);
    statement.attach(new Latest(type, reader));
    return reader;
  }

  private static <R> Function<Row, R> find(Class<R> type, Statement statement) {
    List<String> columns = statement.columnNameList();
    return type.isRecord()
        ? RecordShape.of(type).reader(columns, statement.sql())
        : SingleReader.of(type, columns, statement.sql());
  }
}
