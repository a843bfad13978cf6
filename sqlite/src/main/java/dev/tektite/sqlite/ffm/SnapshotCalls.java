package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of snapshots of a log (`sqlite3_snapshot*`); not every library has them.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class SnapshotCalls {
  private static final MethodHandle GET =
      function("sqlite3_snapshot_get", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle OPEN =
      function("sqlite3_snapshot_open", INT, POINTER, POINTER, POINTER);
  private static final MethodHandle RECOVER =
      function("sqlite3_snapshot_recover", INT, POINTER, POINTER);
  private static final MethodHandle COMPARE =
      constantTime("sqlite3_snapshot_cmp", INT, POINTER, POINTER);
  private static final MethodHandle FREE = constantTime("sqlite3_snapshot_free", null, POINTER);

  private SnapshotCalls() {}

  /// Takes the snapshot that is being read; it is stored at `snapshot`.
  public static int get(long connection, long schema, long snapshot) {
    try {
      return (int) GET.invokeExact(connection, schema, snapshot);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Begins to read a snapshot.
  public static int open(long connection, long schema, long snapshot) {
    try {
      return (int) OPEN.invokeExact(connection, schema, snapshot);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Makes older snapshots usable again.
  public static int recover(long connection, long schema) {
    try {
      return (int) RECOVER.invokeExact(connection, schema);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Which of two is older.
  public static int compare(long one, long other) {
    try {
      return (int) COMPARE.invokeExact(one, other);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Frees a snapshot.
  public static void free(long snapshot) {
    try {
      FREE.invokeExact(snapshot);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
