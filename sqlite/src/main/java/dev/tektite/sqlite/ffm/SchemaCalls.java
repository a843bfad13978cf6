package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;
import static dev.tektite.sqlite.ffm.Calls.constantTime;
import static dev.tektite.sqlite.ffm.Calls.function;

import java.lang.invoke.MethodHandle;

/// Functions about one of the databases of a connection.
///
/// *Safe for any number of threads.* What the pointers stand for is not.
public final class SchemaCalls {
  private static final MethodHandle FILE_NAME =
      constantTime("sqlite3_db_filename", POINTER, POINTER, POINTER);
  private static final MethodHandle COLUMN =
      function(
          "sqlite3_table_column_metadata",
          INT,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER,
          POINTER);

  private SchemaCalls() {}

  /// The name of the file, empty for a temporary one or one in memory.
  public static long fileName(long connection, long schema) {
    try {
      return (long) FILE_NAME.invokeExact(connection, schema);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }

  /// Looks a column up; `results` is room for two pointers and three numbers of 4 bytes each.
  public static int column(long connection, long schema, long table, long column, long results) {
    try {
      return (int)
          COLUMN.invokeExact(
              connection,
              schema,
              table,
              column,
              results,
              results + 8,
              results + 16,
              results + 20,
              results + 24);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
