package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that make orders of texts known to a connection.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class CollationCalls {
  private static final MethodHandle CREATE =
      function(
          "sqlite3_create_collation_v2", INT, POINTER, POINTER, INT, POINTER, POINTER, POINTER);
  private static final MethodHandle NEEDED =
      function("sqlite3_collation_needed", INT, POINTER, POINTER, POINTER);

  private CollationCalls() {}

  /// Defines or removes a collation.
  public static int create(
      long connection, long name, int encoding, long number, long compare, long destroy) {
    try {
      return (int) CREATE.invokeExact(connection, name, encoding, number, compare, destroy);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets who is asked for collations that are unknown.
  public static int needed(long connection, long number, long callback) {
    try {
      return (int) NEEDED.invokeExact(connection, number, callback);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
