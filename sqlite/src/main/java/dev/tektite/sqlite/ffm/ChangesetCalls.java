package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of recorded changes (`sqlite3changeset*`).
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class ChangesetCalls {
  private static final MethodHandle START =
      function("sqlite3changeset_start", INT, POINTER, INT, POINTER);
  private static final MethodHandle NEXT = function("sqlite3changeset_next", INT, POINTER);
  private static final MethodHandle FINISH = function("sqlite3changeset_finalize", INT, POINTER);
  private static final MethodHandle OPERATION =
      constantTime("sqlite3changeset_op", INT, POINTER, POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle PRIMARY_KEY =
      constantTime("sqlite3changeset_pk", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle OLD =
      function("sqlite3changeset_old", INT, POINTER, INT, POINTER);
  private static final MethodHandle NEW =
      function("sqlite3changeset_new", INT, POINTER, INT, POINTER);
  private static final MethodHandle CONFLICT =
      function("sqlite3changeset_conflict", INT, POINTER, INT, POINTER);
  private static final MethodHandle FOREIGN_KEYS =
      constantTime("sqlite3changeset_fk_conflicts", INT, POINTER, POINTER);
  private static final MethodHandle INVERT =
      function("sqlite3changeset_invert", INT, INT, POINTER, POINTER, POINTER);
  private static final MethodHandle CONCAT =
      function("sqlite3changeset_concat", INT, INT, POINTER, INT, POINTER, POINTER, POINTER);
  private static final MethodHandle APPLY =
      function(
          "sqlite3changeset_apply_v2",
          INT,
          POINTER,
          INT,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          INT);

  private ChangesetCalls() {}

  /// Begins to go through; the iterator is stored at `iterator`.
  public static int start(long iterator, int size, long data) {
    try {
      return (int) START.invokeExact(iterator, size, data);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Goes to the next change.
  public static int next(long iterator) {
    try {
      return (int) NEXT.invokeExact(iterator);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Ends an iterator.
  public static int finish(long iterator) {
    try {
      return (int) FINISH.invokeExact(iterator);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// What the current change is.
  public static int operation(long iterator, long table, long columns, long kind, long indirect) {
    try {
      return (int) OPERATION.invokeExact(iterator, table, columns, kind, indirect);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A byte for each column: whether it belongs to the primary key.
  public static int primaryKey(long iterator, long flags, long columns) {
    try {
      return (int) PRIMARY_KEY.invokeExact(iterator, flags, columns);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value before the change.
  public static int old(long iterator, int column, long value) {
    try {
      return (int) OLD.invokeExact(iterator, column, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value after the change.
  public static int fresh(long iterator, int column, long value) {
    try {
      return (int) NEW.invokeExact(iterator, column, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value of the row that is in the way.
  public static int conflict(long iterator, int column, long value) {
    try {
      return (int) CONFLICT.invokeExact(iterator, column, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// How many foreign keys would be violated.
  public static int foreignKeys(long iterator, long count) {
    try {
      return (int) FOREIGN_KEYS.invokeExact(iterator, count);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Changes that undo changes.
  public static int invert(int size, long data, long newSize, long newData) {
    try {
      return (int) INVERT.invokeExact(size, data, newSize, newData);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Two sets of changes as one.
  public static int concat(
      int size, long data, int laterSize, long laterData, long newSize, long newData) {
    try {
      return (int) CONCAT.invokeExact(size, data, laterSize, laterData, newSize, newData);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Makes the changes in a database.
  public static int apply(
      long connection,
      int size,
      long data,
      long filter,
      long conflict,
      long number,
      long rebase,
      long rebaseSize,
      int flags) {
    try {
      return (int)
          APPLY.invokeExact(
              connection, size, data, filter, conflict, number, rebase, rebaseSize, flags);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
