package dev.tektite.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
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
  private final LinkedHashMap<String, Statement> idle;
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
    this.idle = new LinkedHashMap<>(16, 0.75f, true);
  }

  /// A statement for a text: one that lies ready, or a new one.
  ///
  /// @throws DatabaseException if SQLite refuses the text
  public Statement take(String sql) {
    connection.check();
    Statement ready = idle.remove(sql);
    if (ready != null) {
      hits++;
      return ready;
    }
    misses++;
    return connection.prepare(sql);
  }

  /// Gives a statement back; it is reset. Its bindings stay until they are replaced.
  public void giveBack(Statement statement) {
    connection.check();
    statement.reset();
    if (capacity == 0) {
      statement.close();
      return;
    }
    Statement twin = idle.put(statement.sql(), statement);
    if (twin != null) {
      twin.close();
    }
    if (idle.size() > capacity) {
      Map.@Nullable Entry<String, Statement> eldest = idle.pollFirstEntry();
      if (eldest != null) {
        eldest.getValue().close();
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

  /// Closes all statements that lie ready.
  public void clear() {
    idle.values().forEach(Statement::close);
    idle.clear();
  }

  /// Closes all statements that lie ready.
  @Override
  public void close() {
    clear();
  }
}
