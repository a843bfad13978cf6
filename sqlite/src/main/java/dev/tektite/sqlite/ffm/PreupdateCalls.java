package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of the hook that sees rows before they change; not every library has them.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class PreupdateCalls {
  private static final MethodHandle HOOK =
      function("sqlite3_preupdate_hook", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle OLD =
      function("sqlite3_preupdate_old", INT, POINTER, INT, POINTER);
  private static final MethodHandle NEW =
      function("sqlite3_preupdate_new", INT, POINTER, INT, POINTER);
  private static final MethodHandle COUNT = constantTime("sqlite3_preupdate_count", INT, POINTER);
  private static final MethodHandle DEPTH = constantTime("sqlite3_preupdate_depth", INT, POINTER);
  private static final MethodHandle BLOB_WRITE =
      constantTime("sqlite3_preupdate_blobwrite", INT, POINTER);

  private PreupdateCalls() {}

  /// Sets or removes the hook.
  public static long hook(long connection, long callback, long number) {
    try {
      return (long) HOOK.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value before the change.
  public static int old(long connection, int column, long value) {
    try {
      return (int) OLD.invokeExact(connection, column, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value after the change.
  public static int fresh(long connection, int column, long value) {
    try {
      return (int) NEW.invokeExact(connection, column, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The number of columns.
  public static int count(long connection) {
    try {
      return (int) COUNT.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// How many triggers lie between the statement and the change.
  public static int depth(long connection) {
    try {
      return (int) DEPTH.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The column that is written through a blob channel, or -1.
  public static int blobWrite(long connection) {
    try {
      return (int) BLOB_WRITE.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
