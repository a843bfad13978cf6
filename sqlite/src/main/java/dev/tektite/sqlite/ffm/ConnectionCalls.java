package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of a connection (`sqlite3*`) and of the library as a whole.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class ConnectionCalls {
  private static final MethodHandle OPEN_V2 =
      function("sqlite3_open_v2", INT, POINTER, POINTER, INT, POINTER);
  private static final MethodHandle CLOSE_V2 = function("sqlite3_close_v2", INT, POINTER);
  private static final MethodHandle EXTENDED_RESULT_CODES =
      constantTime("sqlite3_extended_result_codes", INT, POINTER, INT);
  private static final MethodHandle EXTENDED_ERRCODE =
      constantTime("sqlite3_extended_errcode", INT, POINTER);
  private static final MethodHandle ERRMSG = function("sqlite3_errmsg", POINTER, POINTER);
  private static final MethodHandle ERRSTR = constantTime("sqlite3_errstr", POINTER, INT);
  private static final MethodHandle ERROR_OFFSET =
      constantTime("sqlite3_error_offset", INT, POINTER);
  private static final MethodHandle AUTOCOMMIT =
      constantTime("sqlite3_get_autocommit", INT, POINTER);
  private static final MethodHandle TXN_STATE =
      constantTime("sqlite3_txn_state", INT, POINTER, POINTER);
  private static final MethodHandle CHANGES = constantTime("sqlite3_changes64", LONG, POINTER);
  private static final MethodHandle TOTAL_CHANGES =
      constantTime("sqlite3_total_changes64", LONG, POINTER);
  private static final MethodHandle LAST_INSERT_ROWID =
      constantTime("sqlite3_last_insert_rowid", LONG, POINTER);
  private static final MethodHandle SET_LAST_INSERT_ROWID =
      constantTime("sqlite3_set_last_insert_rowid", null, POINTER, LONG);
  private static final MethodHandle INTERRUPT = constantTime("sqlite3_interrupt", null, POINTER);
  private static final MethodHandle BUSY_TIMEOUT =
      constantTime("sqlite3_busy_timeout", INT, POINTER, INT);
  private static final MethodHandle DB_STATUS =
      function("sqlite3_db_status", INT, POINTER, INT, POINTER, POINTER, INT);
  private static final MethodHandle DB_STATUS_QUICK =
      constantTime("sqlite3_db_status", INT, POINTER, INT, POINTER, POINTER, INT);
  private static final MethodHandle WAL_CHECKPOINT_V2 =
      function("sqlite3_wal_checkpoint_v2", INT, POINTER, POINTER, INT, POINTER, POINTER);
  private static final MethodHandle FILE_CONTROL =
      function("sqlite3_file_control", INT, POINTER, POINTER, INT, POINTER);
  private static final MethodHandle FILE_CONTROL_QUICK =
      constantTime("sqlite3_file_control", INT, POINTER, POINTER, INT, POINTER);
  private static final MethodHandle LIMIT = constantTime("sqlite3_limit", INT, POINTER, INT, INT);
  private static final MethodHandle READ_ONLY =
      constantTime("sqlite3_db_readonly", INT, POINTER, POINTER);
  private static final MethodHandle RELEASE_MEMORY =
      function("sqlite3_db_release_memory", INT, POINTER);
  private static final MethodHandle CACHE_FLUSH = function("sqlite3_db_cacheflush", INT, POINTER);
  private static final MethodHandle MALLOC = constantTime("sqlite3_malloc64", POINTER, LONG);
  private static final MethodHandle FREE = constantTime("sqlite3_free", null, POINTER);

  private ConnectionCalls() {}

  /// Opens a connection; the pointer is stored even on failure.
  public static int openV2(long name, long connection, int flags, long vfs) {
    try {
      return (int) OPEN_V2.invokeExact(name, connection, flags, vfs);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Closes a connection.
  public static int closeV2(long connection) {
    try {
      return (int) CLOSE_V2.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Switches extended result codes.
  public static int extendedResultCodes(long connection, int on) {
    try {
      return (int) EXTENDED_RESULT_CODES.invokeExact(connection, on);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The extended code of the latest failure.
  public static int extendedErrcode(long connection) {
    try {
      return (int) EXTENDED_ERRCODE.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The message of the latest failure.
  public static long errmsg(long connection) {
    try {
      return (long) ERRMSG.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The general text of a code.
  public static long errstr(int code) {
    try {
      return (long) ERRSTR.invokeExact(code);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The byte offset of the latest error in its SQL, or -1.
  public static int errorOffset(long connection) {
    try {
      return (int) ERROR_OFFSET.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Not 0 outside of a transaction.
  public static int autocommit(long connection) {
    try {
      return (int) AUTOCOMMIT.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// 0 none, 1 read, 2 write.
  public static int txnState(long connection, long schema) {
    try {
      return (int) TXN_STATE.invokeExact(connection, schema);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Rows changed by the latest statement.
  public static long changes(long connection) {
    try {
      return (long) CHANGES.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Rows changed since the connection was opened.
  public static long totalChanges(long connection) {
    try {
      return (long) TOTAL_CHANGES.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The rowid of the latest insert.
  public static long lastInsertRowid(long connection) {
    try {
      return (long) LAST_INSERT_ROWID.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets what the latest rowid is taken to be.
  public static void setLastInsertRowid(long connection, long rowid) {
    try {
      SET_LAST_INSERT_ROWID.invokeExact(connection, rowid);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Asks running statements to stop.
  public static void interrupt(long connection) {
    try {
      INTERRUPT.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// How long SQLite itself waits for a lock.
  public static int busyTimeout(long connection, int millis) {
    try {
      return (int) BUSY_TIMEOUT.invokeExact(connection, millis);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A counter of a connection.
  public static int dbStatus(long connection, int counter, long current, long highest, int reset) {
    try {
      return (int) DB_STATUS.invokeExact(connection, counter, current, highest, reset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A counter of a connection that costs constant time.
  public static int dbStatusQuick(
      long connection, int counter, long current, long highest, int reset) {
    try {
      return (int) DB_STATUS_QUICK.invokeExact(connection, counter, current, highest, reset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Runs a checkpoint.
  public static int walCheckpointV2(
      long connection, long schema, int mode, long logFrames, long copiedFrames) {
    try {
      return (int) WAL_CHECKPOINT_V2.invokeExact(connection, schema, mode, logFrames, copiedFrames);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Talks to the file below a connection.
  public static int fileControl(long connection, long schema, int operation, long argument) {
    try {
      return (int) FILE_CONTROL.invokeExact(connection, schema, operation, argument);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// An operation of [#fileControl(long, long, int, long)] that costs constant time.
  public static int fileControlQuick(long connection, long schema, int operation, long argument) {
    try {
      return (int) FILE_CONTROL_QUICK.invokeExact(connection, schema, operation, argument);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets a limit (a negative value only asks); the former value.
  public static int limit(long connection, int category, int value) {
    try {
      return (int) LIMIT.invokeExact(connection, category, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// 1 read-only, 0 writable, -1 no such schema.
  public static int readOnly(long connection, long schema) {
    try {
      return (int) READ_ONLY.invokeExact(connection, schema);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Frees what a connection can spare.
  public static int releaseMemory(long connection) {
    try {
      return (int) RELEASE_MEMORY.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Writes dirty pages out in the middle of a transaction.
  public static int cacheFlush(long connection) {
    try {
      return (int) CACHE_FLUSH.invokeExact(connection);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Memory from SQLite's allocator, or 0.
  public static long malloc(long bytes) {
    try {
      return (long) MALLOC.invokeExact(bytes);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Gives memory back.
  public static void free(long memory) {
    try {
      FREE.invokeExact(memory);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
