package dev.tektite.block;

import dev.tektite.sql.Row;
import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The current row of a query of a block.
final class BlockRow implements Row {
  private final Statement statement;
  private boolean ended;

  BlockRow(Statement statement) {
    this.statement = statement;
  }

  /// Ends the life of the row; every use after it is refused.
  void end() {
    ended = true;
  }

  void check() {
    if (ended) {
      throw new IllegalStateException(
          "The row is gone: take its values inside the mapper, and keep those: " + statement.sql());
    }
  }

  @Override
  public long asLong(int column) {
    check();
    require(column, ValueType.INTEGER);
    return statement.columnLong(column);
  }

  @Override
  public int asInt(int column) {
    long value = asLong(column);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "Column %d (%s) does not fit an int: read it with asLong, in: %s"
              .formatted(column, name(column), statement.sql()));
    }
    return (int) value;
  }

  @Override
  public double asDouble(int column) {
    check();
    ValueType type = statement.columnType(column);
    if (type != ValueType.REAL && type != ValueType.INTEGER) {
      throw mismatch(column, type, "a number");
    }
    return statement.columnDouble(column);
  }

  @Override
  public boolean asBoolean(int column) {
    long value = asLong(column);
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException(
          "Column %d (%s) is an integer but neither 0 nor 1, in: %s"
              .formatted(column, name(column), statement.sql()));
    }
    return value == 1;
  }

  @Override
  public @Nullable String asText(int column) {
    check();
    if (statement.columnType(column) == ValueType.BLOB) {
      throw mismatch(column, ValueType.BLOB, "text");
    }
    return statement.columnText(column);
  }

  @Override
  public byte @Nullable [] asBytes(int column) {
    check();
    return statement.columnBytes(column);
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
    throw new IllegalArgumentException(type.getName());
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
    List<String> names = statement.columnNameList();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "There is no column \"%s\"; the result has %s, in: %s"
            .formatted(name, names, statement.sql()));
  }

  private void require(int column, ValueType expected) {
    ValueType type = statement.columnType(column);
    if (type != expected) {
      throw mismatch(column, type, "an " + expected);
    }
  }

  private IllegalArgumentException mismatch(int column, ValueType type, String wanted) {
    String hint = type == ValueType.NULL ? "; ask isNull first, or use value(column, type)" : "";
    return new IllegalArgumentException(
        "Column %d (%s) holds %s, not %s%s, in: %s"
            .formatted(column, name(column), type, wanted, hint, statement.sql()));
  }
}
