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

  private final Thread thread = Thread.currentThread();
  private @Nullable Statement statement; // null once the row is gone
  private @Nullable List<String> names;
  private long count;

  /// The rows of a statement whose values have been bound.
  public CurrentRow(Statement statement) {
    this.statement = statement;
  }

  /// Goes to the next row.
  ///
  /// @return whether there is one
  public boolean next() {
    boolean found = statement().step();
    if (found) {
      count++;
    }
    return found;
  }

  /// How many rows there have been.
  public long count() {
    return count;
  }

  /// Ends the life of the row: every later use is refused.
  public void end() {
    statement = null;
  }

  /// Whether its life is over.
  public boolean isGone() {
    return statement == null;
  }

  /// The statement that runs.
  ///
  /// @throws IllegalStateException if the row is gone, or another thread's
  public Statement statement() {
    Statement running = statement;
    if (running == null || thread != Thread.currentThread()) {
      throw misuse();
    }
    return running;
  }

  private IllegalStateException misuse() {
    return new IllegalStateException(
        thread == Thread.currentThread()
            ? "The row is gone: take its values inside the mapper, and keep those instead of it"
            : "A row works only on the thread of its block (%s), not on %s: pass on its values"
                .formatted(thread.getName(), Thread.currentThread().getName()));
  }

  @Override
  public long asLong(int column) {
    Statement statement = statement();
    return Cells.longAt(statement, column, NAMING);
  }

  @Override
  public int asInt(int column) {
    Statement statement = statement();
    return Cells.intAt(statement, column, NAMING);
  }

  @Override
  public double asDouble(int column) {
    Statement statement = statement();
    return Cells.doubleAt(statement, column, NAMING);
  }

  @Override
  public boolean asBoolean(int column) {
    Statement statement = statement();
    return Cells.booleanAt(statement, column, NAMING);
  }

  @Override
  public @Nullable String asText(int column) {
    Statement statement = statement();
    ValueType type = statement.columnType(column);
    return type == ValueType.NULL ? null : Cells.anyTextAt(statement, column, type, NAMING);
  }

  @Override
  public byte @Nullable [] asBytes(int column) {
    Statement statement = statement();
    ValueType type = statement.columnType(column);
    return type == ValueType.NULL ? null : Cells.bytesAt(statement, column, type, NAMING);
  }

  @Override
  public boolean isNull(int column) {
    Statement statement = statement();
    return statement.columnIsNull(column);
  }

  @Override
  public ValueType type(int column) {
    Statement statement = statement();
    return statement.columnType(column);
  }

  @Override
  public <T> @Nullable T value(int column, Class<T> type) {
    Statement statement = statement();
    return Forms.of(type).at(statement, column, NAMING);
  }

  @Override
  public int columns() {
    Statement statement = statement();
    return statement.columnCount();
  }

  @Override
  public String name(int column) {
    Statement statement = statement();
    return statement.columnName(column);
  }

  @Override
  public int column(String name) {
    Statement statement = statement();
    List<String> all = names(statement);
    int found = -1;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw wrongName("Several columns have the name \"%s\"", name, statement);
        }
        found = i;
      }
    }
    if (found < 0) {
      throw wrongName("There is no column \"%s\"", name, statement);
    }
    return found;
  }

  /// The names of the columns, which do not change between the first row and the last.
  private List<String> names(Statement statement) {
    List<String> known = names;
    if (known == null) {
      known = statement.columnNameList();
      names = known;
    }
    return known;
  }

  private IllegalArgumentException wrongName(String problem, String name, Statement statement) {
    return new IllegalArgumentException(
        (problem + "; the result has %s, in: %s")
            .formatted(name, names(statement), Excerpt.of(statement.sql())));
  }
}
