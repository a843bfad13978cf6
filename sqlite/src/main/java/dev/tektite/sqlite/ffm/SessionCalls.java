package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions that record changes (`sqlite3session*`).
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class SessionCalls {
  private static final MethodHandle CREATE =
      function("sqlite3session_create", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle ATTACH =
      function("sqlite3session_attach", INT, POINTER, POINTER);
  private static final MethodHandle DELETE = function("sqlite3session_delete", null, POINTER);
  private static final MethodHandle ENABLE =
      constantTime("sqlite3session_enable", INT, POINTER, INT);
  private static final MethodHandle INDIRECT =
      constantTime("sqlite3session_indirect", INT, POINTER, INT);
  private static final MethodHandle IS_EMPTY = function("sqlite3session_isempty", INT, POINTER);
  private static final MethodHandle MEMORY_USED =
      constantTime("sqlite3session_memory_used", LONG, POINTER);
  private static final MethodHandle DIFF =
      function("sqlite3session_diff", INT, POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle CHANGESET =
      function("sqlite3session_changeset", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle PATCHSET =
      function("sqlite3session_patchset", INT, POINTER, POINTER, POINTER);

  private SessionCalls() {}

  /// Begins a session; it is stored at `session`.
  public static int create(long connection, long schema, long session) {
    try {
      return (int) CREATE.invokeExact(connection, schema, session);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Records a table, or all of them for 0.
  public static int attach(long session, long table) {
    try {
      return (int) ATTACH.invokeExact(session, table);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Ends a session.
  public static void delete(long session) {
    try {
      DELETE.invokeExact(session);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets whether it records; a negative number only asks.
  public static int enable(long session, int yes) {
    try {
      return (int) ENABLE.invokeExact(session, yes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets whether changes count as indirect; a negative number only asks.
  public static int indirect(long session, int yes) {
    try {
      return (int) INDIRECT.invokeExact(session, yes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Not 0 if nothing has been recorded.
  public static int isEmpty(long session) {
    try {
      return (int) IS_EMPTY.invokeExact(session);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Bytes of memory that it holds.
  public static long memoryUsed(long session) {
    try {
      return (long) MEMORY_USED.invokeExact(session);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Records the difference between two tables.
  public static int diff(long session, long from, long table, long message) {
    try {
      return (int) DIFF.invokeExact(session, from, table, message);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// What was recorded, with old values.
  public static int changeset(long session, long size, long data) {
    try {
      return (int) CHANGESET.invokeExact(session, size, data);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// What was recorded, without old values.
  public static int patchset(long session, long size, long data) {
    try {
      return (int) PATCHSET.invokeExact(session, size, data);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
