package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.function;
import static dev.tektite.sqlite.ffm.Calls.variadic;

import java.lang.invoke.MethodHandle;

/// Functions that take native extensions in.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class ExtensionCalls {
  private static final MethodHandle CONFIGURE =
      variadic("sqlite3_db_config", 2, INT, POINTER, INT, INT, POINTER);
  private static final MethodHandle LOAD =
      function("sqlite3_load_extension", INT, POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle AUTO = function("sqlite3_auto_extension", INT, POINTER);
  private static final MethodHandle CANCEL_AUTO =
      function("sqlite3_cancel_auto_extension", INT, POINTER);

  private ExtensionCalls() {}

  /// Switches an option of a connection.
  public static int configure(long connection, int option, int value, long result) {
    try {
      return (int) CONFIGURE.invokeExact(connection, option, value, result);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Loads an extension from a file.
  public static int load(long connection, long file, long entryPoint, long message) {
    try {
      return (int) LOAD.invokeExact(connection, file, entryPoint, message);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Lets every new connection call a function.
  public static int auto(long entryPoint) {
    try {
      return (int) AUTO.invokeExact(entryPoint);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The reverse; 1 if it was known.
  public static int cancelAuto(long entryPoint) {
    try {
      return (int) CANCEL_AUTO.invokeExact(entryPoint);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
