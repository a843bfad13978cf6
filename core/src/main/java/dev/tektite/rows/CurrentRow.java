package dev.tektite.rows;

import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row that a running statement has reached.
///
/// *One thread at a time:* the thread of the block.
public final class CurrentRow implements Row {
  private static final Naming NAMING =
      () -> "ask isNull first, or use value(column, type), which gives null";

  private final Statement statement;
  private boolean ended;
  private @Nullable List<String> names;

  /// The rows of a statement whose values have been bound.
  public CurrentRow(Statement statement) {
    this.statement = statement;
  }

  /// The statement that runs.
  public Statement statement() {
    return statement;
  }

  /// Goes to the next row.
  ///
  /// @return whether there is one
  public boolean next() {
    return statement.step();
  }

  /// Ends the life of the row: every later use is refused.
  public void end() {
    ended = true;
  }

  /// Whether its life is over.
  public boolean isGone() {
    return ended;
  }

  private void check() {
    if (ended) {
      throw new IllegalStateException(
          "The row is gone: take its values inside the mapper and keep those, in: "
              + Excerpt.of(statement.sql()));
    }
  }

  @Override
  public long asLong(int column) {
    check();
    return Cells.longAt(statement, column, NAMING);
  }

  @Override
  public int asInt(int column) {
    check();
    return Cells.intAt(statement, column, NAMING);
  }

  @Override
  public double asDouble(int column) {
    check();
    return Cells.doubleAt(statement, column, NAMING);
  }

  @Override
  public boolean asBoolean(int column) {
    check();
    return Cells.booleanAt(statement, column, NAMING);
  }

  @Override
  public @Nullable String asText(int column) {
    check();
    ValueType type = statement.columnType(column);
    return type == ValueType.NULL ? null : Cells.anyTextAt(statement, column, type, NAMING);
  }

  @Override
  public byte @Nullable [] asBytes(int column) {
    check();
    ValueType type = statement.columnType(column);
    return type == ValueType.NULL ? null : Cells.bytesAt(statement, column, type, NAMING);
  }

  @Override
  public boolean isNull(int column) {
    check();
    return statement.columnIsNull(column);
  }

  @Override
  public ValueType type(int column) {
    check();
    return statement.columnType(column);
  }

  @Override
  public <T> @Nullable T value(int column, Class<T> type) {
    check();
    return Forms.of(type).at(statement, column, NAMING);
  }

  @Override
  public int columns() {
    check();
    return statement.columnCount();
  }

  @Override
  public String name(int column) {
    check();
    return statement.columnName(column);
  }

  @Override
  public int column(String name) {
    check();
    List<String> all = names();
    int found = -1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw noSuchColumn("Several columns have the name \"%s\"", name);
        }
        found = i;
      }
    }
    if (found < 0) {
      throw noSuchColumn("There is no column \"%s\"", name);
    }
    return found;
  }

  /// The names of the columns, which do not change between the first row and the last.
  private List<String> names() {
    List<String> known = names;
    if (known == null) {
      known = statement.columnNameList();
      names = known;
    }
    return known;
  }

  private IllegalArgumentException noSuchColumn(String problem, String name) {
    return new IllegalArgumentException(
        (problem + "; the result has %s, in: %s")
            .formatted(name, names(), Excerpt.of(statement.sql())));
  }
}
