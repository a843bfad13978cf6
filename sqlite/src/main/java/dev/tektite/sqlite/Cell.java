package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import dev.tektite.sqlite.ffm.ValueCalls;

/// A value of a row (`sqlite3_value`), by its address: read where it lies instead of asked for,
/// wherever that is safe.
///
/// A call into SQLite costs a few nanoseconds, and a text takes three of them; a row of five
/// columns is read in less time than they take. What the struct looks like is no part of SQLite's
/// interface, so it is tried out once, on a row of known values of every type. A library whose
/// values lie elsewhere, such as a system's own, is asked through its interface, always. So is
/// every value that has been converted and has two types at once.
///
/// ```
///   0  the number, an integer or a float
///   8  where the text or the bytes begin
///  16  their length in bytes (4 bytes), flags (2), encoding (1)
///  56  the value of the next column
/// ```
///
/// *One thread at a time:* the thread that owns the connection.
final class Cell {
  static final long SIZE = 56;

  private static final int START = 8;
  private static final int SHAPE = 16;
  private static final int NULL = 0x01;
  private static final int TEXT = 0x02;
  private static final int INTEGER = 0x04;
  private static final int REAL = 0x08;
  private static final int BLOB = 0x10;
  private static final int TYPES = 0x3f;
  private static final int ZEROS_FOLLOW = 0x400;
  private static final int UTF8 = 1;

  /// Whether values lie as described above. False while it is being found out.
  static final boolean IS_KNOWN = CellTrial.passes();

  private Cell() {}

  private static long shape(long cell) {
    return Memory.getLong(cell + SHAPE);
  }

  private static int types(long shape) {
    return (int) (shape >>> 32) & TYPES;
  }

  private static boolean is(int type, long cell) {
    return IS_KNOWN && types(shape(cell)) == type;
  }

  static ValueType type(long cell) {
    return switch (IS_KNOWN ? types(shape(cell)) : 0) {
      case INTEGER -> ValueType.INTEGER;
      case TEXT -> ValueType.TEXT;
      case REAL -> ValueType.REAL;
      case NULL -> ValueType.NULL;
      case BLOB -> ValueType.BLOB;
      default -> ValueType.ofCode(ValueCalls.type(cell));
    };
  }

  static long asLong(long cell) {
    return is(INTEGER, cell) ? Memory.getLong(cell) : ValueCalls.asLong(cell);
  }

  static double asDouble(long cell) {
    return is(REAL, cell)
        ? Double.longBitsToDouble(Memory.getLong(cell))
        : ValueCalls.asDouble(cell);
  }

  /// Where its UTF-8 text begins, or 0 for NULL; others are converted. To be asked before its
  /// length.
  static long text(long cell) {
    long start = hasText(cell) ? Memory.getLong(cell + START) : 0;
    return start == 0 ? ValueCalls.text(cell) : start;
  }

  private static boolean hasText(long cell) {
    if (!IS_KNOWN) {
      return false;
    }
    long shape = shape(cell);
    return types(shape) == TEXT && ((int) (shape >>> 48) & 0xff) == UTF8;
  }

  /// To be called where no text is given: there is none but for want of memory.
  static void refuseLostText(long cell) {
    if (type(cell) == ValueType.TEXT) {
      throw new OutOfMemoryError("SQLite's allocator has no room for a text");
    }
  }

  /// Where its bytes begin, or 0 for none; others are converted. To be asked before their number.
  static long bytes(long cell) {
    long start = hasBytes(cell) ? Memory.getLong(cell + START) : 0;
    return start == 0 ? ValueCalls.blob(cell) : start;
  }

  private static boolean hasBytes(long cell) {
    if (!IS_KNOWN) {
      return false;
    }
    long shape = shape(cell);
    return types(shape) == BLOB && ((int) (shape >>> 32) & ZEROS_FOLLOW) == 0;
  }

  /// How many bytes its text or its bytes have.
  static int length(long cell) {
    return hasText(cell) || hasBytes(cell) ? (int) shape(cell) : ValueCalls.bytes(cell);
  }

  /// Whether the values of a row lie as expected: each field is compared with what SQLite answers.
  ///
  /// @param statement on a row with one value of each type, and none empty
  static boolean lieAsExpected(long statement, int columns) {
    long first = StatementCalls.columnValue(statement, 0);
    boolean expected = true;
    for (int i = 0; i < columns && expected; i++) {
      long cell = StatementCalls.columnValue(statement, i);
      expected = cell == first + i * SIZE && liesAsExpected(cell);
    }
    return expected;
  }

  private static boolean liesAsExpected(long cell) {
    long shape = shape(cell);
    return switch (ValueType.ofCode(ValueCalls.type(cell))) {
      case INTEGER -> types(shape) == INTEGER && Memory.getLong(cell) == ValueCalls.asLong(cell);
      case REAL ->
          types(shape) == REAL
              && Memory.getLong(cell) == Double.doubleToRawLongBits(ValueCalls.asDouble(cell));
      case TEXT ->
          types(shape) == TEXT
              && ((int) (shape >>> 48) & 0xff) == UTF8
              && Memory.getLong(cell + START) == ValueCalls.text(cell)
              && (int) shape == ValueCalls.bytes(cell);
      case BLOB ->
          types(shape) == BLOB
              && Memory.getLong(cell + START) == ValueCalls.blob(cell)
              && (int) shape == ValueCalls.bytes(cell);
      case NULL -> types(shape) == NULL;
    };
  }
}
