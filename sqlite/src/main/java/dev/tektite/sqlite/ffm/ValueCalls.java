package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.DOUBLE;
import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;

import java.lang.invoke.MethodHandle;

/// Functions of a value (`sqlite3_value*`).
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class ValueCalls {
  private static final MethodHandle TYPE = constantTime("sqlite3_value_type", INT, POINTER);
  private static final MethodHandle AS_LONG = constantTime("sqlite3_value_int64", LONG, POINTER);
  private static final MethodHandle AS_DOUBLE =
      constantTime("sqlite3_value_double", DOUBLE, POINTER);
  private static final MethodHandle TEXT = constantTime("sqlite3_value_text", POINTER, POINTER);
  private static final MethodHandle BLOB = constantTime("sqlite3_value_blob", POINTER, POINTER);
  private static final MethodHandle BYTES = constantTime("sqlite3_value_bytes", INT, POINTER);

  private ValueCalls() {}

  /// The code of its type.
  public static int type(long value) {
    try {
      return (int) TYPE.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// It as an integer.
  public static long asLong(long value) {
    try {
      return (long) AS_LONG.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// It as a float.
  public static double asDouble(long value) {
    try {
      return (double) AS_DOUBLE.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// It as UTF-8, or 0.
  public static long text(long value) {
    try {
      return (long) TEXT.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// It as bytes, or 0.
  public static long blob(long value) {
    try {
      return (long) BLOB.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The length of what was asked for last.
  public static int bytes(long value) {
    try {
      return (int) BYTES.invokeExact(value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
