package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of an online backup (`sqlite3_backup*`).
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class BackupCalls {
  private static final MethodHandle INIT =
      function("sqlite3_backup_init", POINTER, POINTER, POINTER, POINTER, POINTER);
  private static final MethodHandle STEP = function("sqlite3_backup_step", INT, POINTER, INT);
  private static final MethodHandle FINISH = function("sqlite3_backup_finish", INT, POINTER);
  private static final MethodHandle REMAINING =
      constantTime("sqlite3_backup_remaining", INT, POINTER);
  private static final MethodHandle PAGE_COUNT =
      constantTime("sqlite3_backup_pagecount", INT, POINTER);

  private BackupCalls() {}

  /// Begins a backup, or gives 0.
  public static long init(long target, long targetSchema, long source, long sourceSchema) {
    try {
      return (long) INIT.invokeExact(target, targetSchema, source, sourceSchema);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Copies pages; all that are left for a negative number.
  public static int step(long backup, int pages) {
    try {
      return (int) STEP.invokeExact(backup, pages);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Ends a backup.
  public static int finish(long backup) {
    try {
      return (int) FINISH.invokeExact(backup);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Pages that were left after the latest step.
  public static int remaining(long backup) {
    try {
      return (int) REMAINING.invokeExact(backup);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Pages of the source at the latest step.
  public static int pageCount(long backup) {
    try {
      return (int) PAGE_COUNT.invokeExact(backup);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
