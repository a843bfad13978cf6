package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.DOUBLE;
import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that make Java functions known to a connection and take their results.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class FunctionCalls {
  private static final MethodHandle CREATE =
      function(
          "sqlite3_create_function_v2",
          INT,
          POINTER,
          POINTER,
          INT,
          INT,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER);
  private static final MethodHandle CREATE_WINDOW =
      function(
          "sqlite3_create_window_function",
          INT,
          POINTER,
          POINTER,
          INT,
          INT,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER);
  private static final MethodHandle USER_DATA = constantTime("sqlite3_user_data", POINTER, POINTER);
  private static final MethodHandle AGGREGATE_CONTEXT =
      constantTime("sqlite3_aggregate_context", POINTER, POINTER, INT);
  private static final MethodHandle RESULT_NULL =
      constantTime("sqlite3_result_null", null, POINTER);
  private static final MethodHandle RESULT_LONG =
      constantTime("sqlite3_result_int64", null, POINTER, LONG);
  private static final MethodHandle RESULT_DOUBLE =
      constantTime("sqlite3_result_double", null, POINTER, DOUBLE);
  private static final MethodHandle RESULT_TEXT =
      function("sqlite3_result_text64", null, POINTER, POINTER, LONG, POINTER, INT);
  private static final MethodHandle RESULT_BLOB =
      function("sqlite3_result_blob64", null, POINTER, POINTER, LONG, POINTER);
  private static final MethodHandle RESULT_ERROR =
      function("sqlite3_result_error", null, POINTER, POINTER, INT);

  private static final MethodHandle RESULT_NO_MEMORY =
      constantTime("sqlite3_result_error_nomem", null, POINTER);

  private FunctionCalls() {}

  /// Defines or removes a scalar or aggregate function.
  public static int create(
      long connection,
      long name,
      int arguments,
      int flags,
      long number,
      long call,
      long step,
      long last,
      long destroy) {
    try {
      return (int)
          CREATE.invokeExact(connection, name, arguments, flags, number, call, step, last, destroy);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Defines a window function.
  public static int createWindow(
      long connection,
      long name,
      int arguments,
      int flags,
      long number,
      long step,
      long last,
      long value,
      long inverse,
      long destroy) {
    try {
      return (int)
          CREATE_WINDOW.invokeExact(
              connection, name, arguments, flags, number, step, last, value, inverse, destroy);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The number that a function was defined with.
  public static long userData(long context) {
    try {
      return (long) USER_DATA.invokeExact(context);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The memory of one run of an aggregate, zeroed at first; for 0 bytes only if it is there
  /// already.
  public static long aggregateContext(long context, int bytes) {
    try {
      return (long) AGGREGATE_CONTEXT.invokeExact(context, bytes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Answers NULL.
  public static void resultNull(long context) {
    try {
      RESULT_NULL.invokeExact(context);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Answers an integer.
  public static void resultLong(long context, long value) {
    try {
      RESULT_LONG.invokeExact(context, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Answers a float.
  public static void resultDouble(long context, double value) {
    try {
      RESULT_DOUBLE.invokeExact(context, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Answers a text.
  public static void resultText(
      long context, long text, long bytes, long destructor, int encoding) {
    try {
      RESULT_TEXT.invokeExact(context, text, bytes, destructor, encoding);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Answers bytes.
  public static void resultBlob(long context, long data, long bytes, long destructor) {
    try {
      RESULT_BLOB.invokeExact(context, data, bytes, destructor);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Lets the statement fail.
  public static void resultError(long context, long message, int bytes) {
    try {
      RESULT_ERROR.invokeExact(context, message, bytes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Lets the statement fail for want of memory.
  public static void resultNoMemory(long context) {
    try {
      RESULT_NO_MEMORY.invokeExact(context);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
