package dev.tektite.rows;

import dev.tektite.sqlite.Statement;
import java.util.List;

/// Makes a value of the only column of each row.
///
/// *Immutable.*
final class SingleReader<T> extends RowReader<T> {
  private final Form<T> form;

  private SingleReader(Form<T> form) {
    this.form = form;
  }

  static <T> SingleReader<T> of(Class<T> type, List<String> columns, String sql) {
    Form<T> form = form(type);
    if (columns.size() != 1) {
      throw new IllegalArgumentException(
          "into(%s) needs a result of one column, but there are %d: use a record, or map, in: %s"
              .formatted(type.getSimpleName(), columns.size(), Excerpt.of(sql)));
    }
    return new SingleReader<>(form);
  }

  private static <T> Form<T> form(Class<T> type) {
    try {
      return Forms.of(type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Rows go into records or into types that can be stored, but " + e.getMessage());
    }
  }

  @Override
  T read(Statement statement) {
    T value = form.at(statement, 0, this);
    if (value == null) {
      throw Cells.mismatch(statement, 0, statement.columnType(0), "a value", this);
    }
    return value;
  }

  @Override
  public String adviceOnNull() {
    return "leave such rows out by the query, or use map(row -> row.value(0, type))";
  }
}
