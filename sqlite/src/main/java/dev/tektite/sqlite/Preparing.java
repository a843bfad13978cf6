package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compiles SQL text: one statement, or the statements of a script one by one.
final class Preparing {
  private static final int PERSISTENT = 0x01;

  private Preparing() {}

  static Statement one(Connection connection, String sql) {
    refuseNul(sql);
    int stackNeed = StackNeed.of(sql);
    StackProbe.check(stackNeed);
    Slab slab = connection.slab;
    slab.clear();
    int bytes = slab.putText(sql);
    long text = slab.latest();
    slab.reserve(16);
    long out = slab.latest();
    long handle = compile(connection, text, bytes, PERSISTENT, out, () -> sql);
    if (handle == 0) {
      throw new IllegalArgumentException(
          "There is no statement in the SQL text, only blanks or comments: \"%s\""
              .formatted(sql.strip()));
    }
    long tail = Memory.getLong(out + 8);
    if (tail < text + bytes && hasMore(connection, text, tail, bytes, out, handle)) {
      StatementCalls.finalizeStatement(handle);
      int at = ErrorText.charOffset(sql, 0, (int) (tail - text));
      throw new IllegalArgumentException(
          "One statement was expected, but another follows at character %d; use executeScript, or"
                  .formatted(at)
              + " run them one by one: "
              + ErrorText.compose(1, "second statement", sql, at));
    }
    return new Statement(connection, handle, sql, stackNeed);
  }

  static void each(Connection connection, String script, Consumer<? super Statement> action) {
    refuseNul(script);
    int stackNeed = StackNeed.of(script);
    var slab = new Slab();
    try {
      int bytes = slab.putText(script);
      long start = slab.latest();
      slab.reserve(16);
      long out = slab.latest();
      long at = start;
      int from = 0;
      while (at < start + bytes) {
        connection.check(); // the action may have closed it
        StackProbe.check(stackNeed);
        int begin = from;
        int left = (int) (start + bytes - at);
        long handle = compile(connection, at, left, 0, out, () -> script.substring(begin));
        long tail = Memory.getLong(out + 8);
        int to = ErrorText.charOffset(script, from, (int) (tail - at));
        if (handle != 0) {
          String sql = script.substring(from, to).strip();
          try (var statement = new Statement(connection, handle, sql, stackNeed)) {
            action.accept(statement);
          }
        }
        at = tail;
        from = to;
      }
    } finally {
      slab.free();
    }
  }

  private static long compile(
      Connection connection,
      long text,
      int bytes,
      int flags,
      long out,
      Supplier<@Nullable String> sql) {
    Memory.putLong(out, 0);
    Memory.putLong(out + 8, text + bytes);
    int code = StatementCalls.prepareV3(connection.handle, text, bytes + 1, flags, out, out + 8);
    if (code != 0) {
      throw connection.failure(code, sql.get());
    }
    if (connection.callbacks.hasFailure()) {
      StatementCalls.finalizeStatement(Memory.getLong(out));
      connection.rethrow();
    }
    return Memory.getLong(out);
  }

  /// Whether something other than blanks and comments follows the first statement.
  private static boolean hasMore(
      Connection connection, long text, long tail, int bytes, long out, long first) {
    boolean blank = true;
    for (long at = tail; at < text + bytes && blank; at++) {
      byte b = Memory.getByte(at);
      blank = b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == ';';
    }
    if (blank) {
      return false;
    }
    try {
      long second = compile(connection, tail, (int) (text + bytes - tail), 0, out, () -> null);
      Memory.putLong(out + 8, tail);
      if (second != 0) {
        StatementCalls.finalizeStatement(second);
      }
      return second != 0;
    } catch (DatabaseException e) {
      return true;
    } catch (Throwable e) {
      StatementCalls.finalizeStatement(first);
      throw e;
    }
  }

  private static void refuseNul(String sql) {
    int nul = sql.indexOf('\0');
    if (nul >= 0) {
      throw new IllegalArgumentException(
          "The SQL text has a NUL character at index %d, where SQLite would stop reading: bind the"
                  .formatted(nul)
              + " value as a parameter instead");
    }
  }
}
