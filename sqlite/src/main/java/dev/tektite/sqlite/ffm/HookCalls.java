package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that tell a connection whom to call.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class HookCalls {
  private static final MethodHandle SET_AUTHORIZER =
      function("sqlite3_set_authorizer", INT, POINTER, POINTER, POINTER);

  private HookCalls() {}

  /// Sets or removes the authorizer.
  public static int setAuthorizer(long connection, long callback, long argument) {
    try {
      return (int) SET_AUTHORIZER.invokeExact(connection, callback, argument);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
