package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that tell a connection whom to call.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class HookCalls {
  private static final MethodHandle SET_AUTHORIZER =
      function("sqlite3_set_authorizer", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle UPDATE =
      function("sqlite3_update_hook", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle COMMIT =
      function("sqlite3_commit_hook", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle ROLLBACK =
      function("sqlite3_rollback_hook", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle WAL =
      function("sqlite3_wal_hook", POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle WAL_AUTO_CHECKPOINT =
      function("sqlite3_wal_autocheckpoint", INT, POINTER, INT);
  private static final MethodHandle PROGRESS =
      function("sqlite3_progress_handler", null, POINTER, INT, POINTER, POINTER);
  private static final MethodHandle TRACE =
      function("sqlite3_trace_v2", INT, POINTER, INT, POINTER, POINTER);
  private static final MethodHandle SQL = constantTime("sqlite3_sql", POINTER, POINTER);

  private HookCalls() {}

  /// Sets or removes the authorizer.
  public static int setAuthorizer(long connection, long callback, long number) {
    try {
      return (int) SET_AUTHORIZER.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the update hook.
  public static long update(long connection, long callback, long number) {
    try {
      return (long) UPDATE.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the commit hook.
  public static long commit(long connection, long callback, long number) {
    try {
      return (long) COMMIT.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the rollback hook.
  public static long rollback(long connection, long callback, long number) {
    try {
      return (long) ROLLBACK.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the hook of the log.
  public static long wal(long connection, long callback, long number) {
    try {
      return (long) WAL.invokeExact(connection, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets the hook of the log to one that checkpoints.
  public static int walAutoCheckpoint(long connection, int frames) {
    try {
      return (int) WAL_AUTO_CHECKPOINT.invokeExact(connection, frames);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the progress handler.
  public static void progress(long connection, int operations, long callback, long number) {
    try {
      PROGRESS.invokeExact(connection, operations, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets or removes the trace.
  public static int trace(long connection, int events, long callback, long number) {
    try {
      return (int) TRACE.invokeExact(connection, events, callback, number);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The text of a statement.
  public static long sql(long statement) {
    try {
      return (long) SQL.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
