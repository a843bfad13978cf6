package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that turn a database into bytes and back.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class SerializeCalls {
  private static final MethodHandle SERIALIZE =
      function("sqlite3_serialize", POINTER, POINTER, POINTER, POINTER, INT);
  private static final MethodHandle DESERIALIZE =
      function("sqlite3_deserialize", INT, POINTER, POINTER, POINTER, LONG, LONG, INT);

  private SerializeCalls() {}

  /// A copy of a database in fresh memory, or 0.
  public static long serialize(long connection, long schema, long size, int flags) {
    try {
      return (long) SERIALIZE.invokeExact(connection, schema, size, flags);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Replaces a database by one in memory.
  public static int deserialize(
      long connection, long schema, long data, long size, long room, int flags) {
    try {
      return (int) DESERIALIZE.invokeExact(connection, schema, data, size, room, flags);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
