package dev.tektite.sqlite;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Compiled statements of one connection by their text; the least recently used leave first.
///
/// A statement that has been taken is in the hands of the taker until it is given back, so that the
/// same text can be in use twice at once.
///
/// *One thread at a time:* the owner of the connection.
public final class StatementCache implements AutoCloseable {
  private final Connection connection;
  private final int capacity;

  // All fields below: only by the owner of the connection.
  private final LinkedHashMap<String, Statement> kept;
  private @Nullable Statement latest;
  private long hits;
  private long misses;

  /// An empty cache.
  ///
  /// @param capacity how many statements it keeps, 0 for none
  public StatementCache(Connection connection, int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("expected a capacity of 0 or more, but was " + capacity);
    }
    this.connection = connection;
    this.capacity = capacity;
    this.kept = new LinkedHashMap<>(16, 0.75f, true);
  }

  /// A statement for a text: one that lies ready, or a new one.
  ///
  /// @throws DatabaseException if SQLite refuses the text
  public Statement take(String sql) {
    connection.check();
    Statement statement = latest;
    if (statement == null || statement.lent || !statement.sql().equals(sql)) {
      statement = kept.get(sql);
    }
    if (statement == null || statement.lent) {
      misses++;
      statement = connection.prepare(sql);
    } else {
      hits++;
    }
    statement.lent = true;
    latest = statement;
    return statement;
  }

  /// Gives a statement back; it is reset. Its bindings stay until they are replaced, large ones
  /// excepted.
  public void giveBack(Statement statement) {
    connection.check();
    statement.rest();
    statement.lent = false;
    if (!statement.kept) {
      keep(statement);
    }
  }

  private void keep(Statement statement) {
    if (capacity == 0 || kept.putIfAbsent(statement.sql(), statement) != null) {
      discard(statement);
      return;
    }
    statement.kept = true;
    if (kept.size() > capacity) {
      evict();
    }
  }

  /// Closes a statement instead of keeping it.
  public void discard(Statement statement) {
    connection.check();
    if (statement.kept) {
      statement.kept = false;
      kept.remove(statement.sql());
    }
    if (latest == statement) {
      latest = null;
    }
    statement.close();
  }

  /// Closes the statements that were taken and not given back, and all that are under way: after a
  /// user that came to a sudden end, such as that of the stack.
  public void discardUnfinished() {
    connection.check();
    connection.belongings.closeUnfinished(this);
  }

  private void evict() {
    for (Statement eldest : kept.values()) {
      if (!eldest.lent) {
        discard(eldest);
        return;
      }
    }
  }

  /// How many takes found a statement ready.
  public long hits() {
    return hits;
  }

  /// How many takes had to compile.
  public long misses() {
    return misses;
  }

  /// Closes all statements that it keeps.
  public void clear() {
    latest = null;
    kept.values().forEach(Statement::close);
    kept.clear();
  }

  /// Closes all statements that it keeps.
  @Override
  public void close() {
    clear();
  }
}
