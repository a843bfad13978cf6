package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.DOUBLE;
import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions of a prepared statement (`sqlite3_stmt*`): its life, its parameters, its columns.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class StatementCalls {
  private static final MethodHandle PREPARE_V3 =
      function("sqlite3_prepare_v3", INT, POINTER, POINTER, INT, INT, POINTER, POINTER);
  private static final MethodHandle STEP = function("sqlite3_step", INT, POINTER);
  private static final MethodHandle RESET = function("sqlite3_reset", INT, POINTER);
  private static final MethodHandle RESET_ENDED = constantTime("sqlite3_reset", INT, POINTER);
  private static final MethodHandle FINALIZE_STATEMENT = function("sqlite3_finalize", INT, POINTER);
  private static final MethodHandle CLEAR_BINDINGS =
      function("sqlite3_clear_bindings", INT, POINTER);
  private static final MethodHandle READ_ONLY = constantTime("sqlite3_stmt_readonly", INT, POINTER);
  private static final MethodHandle BUSY = constantTime("sqlite3_stmt_busy", INT, POINTER);
  private static final MethodHandle IS_EXPLAIN =
      constantTime("sqlite3_stmt_isexplain", INT, POINTER);
  private static final MethodHandle STATUS =
      constantTime("sqlite3_stmt_status", INT, POINTER, INT, INT);
  private static final MethodHandle PARAMETER_COUNT =
      constantTime("sqlite3_bind_parameter_count", INT, POINTER);
  private static final MethodHandle PARAMETER_NAME =
      constantTime("sqlite3_bind_parameter_name", POINTER, POINTER, INT);
  private static final MethodHandle BIND_LONG =
      constantTime("sqlite3_bind_int64", INT, POINTER, INT, LONG);
  private static final MethodHandle BIND_DOUBLE =
      constantTime("sqlite3_bind_double", INT, POINTER, INT, DOUBLE);
  private static final MethodHandle BIND_NULL =
      constantTime("sqlite3_bind_null", INT, POINTER, INT);
  private static final MethodHandle BIND_TEXT =
      function("sqlite3_bind_text64", INT, POINTER, INT, POINTER, LONG, POINTER, INT);
  private static final MethodHandle BIND_STATIC_TEXT =
      constantTime("sqlite3_bind_text64", INT, POINTER, INT, POINTER, LONG, POINTER, INT);
  private static final MethodHandle BIND_BLOB =
      function("sqlite3_bind_blob64", INT, POINTER, INT, POINTER, LONG, POINTER);
  private static final MethodHandle BIND_ZERO_BLOB =
      function("sqlite3_bind_zeroblob64", INT, POINTER, INT, LONG);
  private static final MethodHandle COLUMN_COUNT =
      constantTime("sqlite3_column_count", INT, POINTER);
  private static final MethodHandle COLUMN_VALUE =
      constantTime("sqlite3_column_value", POINTER, POINTER, INT);
  private static final MethodHandle COLUMN_NAME =
      function("sqlite3_column_name", POINTER, POINTER, INT);
  private static final MethodHandle COLUMN_DECLARED_TYPE =
      function("sqlite3_column_decltype", POINTER, POINTER, INT);
  private static final MethodHandle COLUMN_SCHEMA =
      function("sqlite3_column_database_name", POINTER, POINTER, INT);
  private static final MethodHandle COLUMN_TABLE =
      function("sqlite3_column_table_name", POINTER, POINTER, INT);
  private static final MethodHandle COLUMN_ORIGIN =
      function("sqlite3_column_origin_name", POINTER, POINTER, INT);

  private StatementCalls() {}

  /// Compiles the first statement of a text.
  public static int prepareV3(
      long connection, long sql, int bytes, int flags, long statement, long tail) {
    try {
      return (int) PREPARE_V3.invokeExact(connection, sql, bytes, flags, statement, tail);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Runs to the next row or to the end.
  public static int step(long statement) {
    try {
      return (int) STEP.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Ends a run.
  public static int reset(long statement) {
    try {
      return (int) RESET.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Makes a statement ready again that has come to its end without an error: nothing is left to be
  /// done that would take long or call back.
  public static int resetEnded(long statement) {
    try {
      return (int) RESET_ENDED.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Frees a statement.
  public static int finalizeStatement(long statement) {
    try {
      return (int) FINALIZE_STATEMENT.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Sets all parameters to NULL.
  public static int clearBindings(long statement) {
    try {
      return (int) CLEAR_BINDINGS.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Not 0 when the statement cannot change the database.
  public static int readOnly(long statement) {
    try {
      return (int) READ_ONLY.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Not 0 between the first step and the reset.
  public static int busy(long statement) {
    try {
      return (int) BUSY.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// 1 for EXPLAIN, 2 for EXPLAIN QUERY PLAN.
  public static int isExplain(long statement) {
    try {
      return (int) IS_EXPLAIN.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A counter of a statement.
  public static int status(long statement, int counter, int reset) {
    try {
      return (int) STATUS.invokeExact(statement, counter, reset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The highest number of a parameter.
  public static int parameterCount(long statement) {
    try {
      return (int) PARAMETER_COUNT.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The name of a parameter with its prefix, or 0.
  public static long parameterName(long statement, int index) {
    try {
      return (long) PARAMETER_NAME.invokeExact(statement, index);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds an integer.
  public static int bindLong(long statement, int index, long value) {
    try {
      return (int) BIND_LONG.invokeExact(statement, index, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds a float.
  public static int bindDouble(long statement, int index, double value) {
    try {
      return (int) BIND_DOUBLE.invokeExact(statement, index, value);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds NULL.
  public static int bindNull(long statement, int index) {
    try {
      return (int) BIND_NULL.invokeExact(statement, index);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds text.
  public static int bindText(
      long statement, int index, long text, long bytes, long destructor, int encoding) {
    try {
      return (int) BIND_TEXT.invokeExact(statement, index, text, bytes, destructor, encoding);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds text that stays where it is until the next binding.
  public static int bindStaticText(
      long statement, int index, long text, long bytes, long destructor, int encoding) {
    try {
      return (int)
          BIND_STATIC_TEXT.invokeExact(statement, index, text, bytes, destructor, encoding);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds bytes.
  public static int bindBlob(long statement, int index, long bytes, long length, long destructor) {
    try {
      return (int) BIND_BLOB.invokeExact(statement, index, bytes, length, destructor);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Binds a blob of zeros.
  public static int bindZeroBlob(long statement, int index, long length) {
    try {
      return (int) BIND_ZERO_BLOB.invokeExact(statement, index, length);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The number of columns of a result.
  public static int columnCount(long statement) {
    try {
      return (int) COLUMN_COUNT.invokeExact(statement);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The name of a column.
  public static long columnName(long statement, int column) {
    try {
      return (long) COLUMN_NAME.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The declared type of a column, or 0.
  public static long columnDeclaredType(long statement, int column) {
    try {
      return (long) COLUMN_DECLARED_TYPE.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The schema that a column of the result comes from, or 0.
  public static long columnSchema(long statement, int column) {
    try {
      return (long) COLUMN_SCHEMA.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The table that a column comes from, or 0.
  public static long columnTable(long statement, int column) {
    try {
      return (long) COLUMN_TABLE.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// The column of the table that a column comes from, or 0.
  public static long columnOrigin(long statement, int column) {
    try {
      return (long) COLUMN_ORIGIN.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// A value of the current row: valid until the next step or reset.
  public static long columnValue(long statement, int column) {
    try {
      return (long) COLUMN_VALUE.invokeExact(statement, column);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
