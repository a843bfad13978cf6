package dev.tektite.rows;

import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.ValueType;

/// Values of the current row, taken as they are or refused, never bent.
final class Cells {
  private Cells() {}

  static long longAt(Statement statement, int column, Naming naming) {
    ValueType type = statement.columnType(column);
    if (type != ValueType.INTEGER) {
      throw mismatch(statement, column, type, "an integer", naming);
    }
    return statement.columnLong(column);
  }

  static int intAt(Statement statement, int column, Naming naming) {
    long value = longAt(statement, column, naming);
    if (value != (int) value) {
      throw tooLarge(statement, column, "int", naming);
    }
    return (int) value;
  }

  static short shortAt(Statement statement, int column, Naming naming) {
    long value = longAt(statement, column, naming);
    if (value != (short) value) {
      throw tooLarge(statement, column, "short", naming);
    }
    return (short) value;
  }

  static byte byteAt(Statement statement, int column, Naming naming) {
    long value = longAt(statement, column, naming);
    if (value != (byte) value) {
      throw tooLarge(statement, column, "byte", naming);
    }
    return (byte) value;
  }

  static boolean booleanAt(Statement statement, int column, Naming naming) {
    long value = longAt(statement, column, naming);
    if (value != 0 && value != 1) {
      throw refused(
          statement, column, "holds an integer that is neither 0 nor 1, so no boolean", naming);
    }
    return value == 1;
  }

  static double doubleAt(Statement statement, int column, Naming naming) {
    ValueType type = statement.columnType(column);
    if (type != ValueType.REAL && type != ValueType.INTEGER) {
      throw mismatch(statement, column, type, "a number", naming);
    }
    return statement.columnDouble(column);
  }

  static float floatAt(Statement statement, int column, Naming naming) {
    double value = doubleAt(statement, column, naming);
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw tooLarge(statement, column, "float", naming);
    }
    return rounded;
  }

  static char charAt(Statement statement, int column, Naming naming) {
    ValueType type = statement.columnType(column);
    String text = textAt(statement, column, type, "a character", naming);
    if (text.length() != 1) {
      throw refused(statement, column, "holds text that is not one character long", naming);
    }
    return text.charAt(0);
  }

  /// The text of a column that holds text and nothing else.
  ///
  /// @param wanted what the text was to be, for the message
  @SuppressWarnings("NullAway") // text is not NULL
  static String textAt(
      Statement statement, int column, ValueType type, String wanted, Naming naming) {
    if (type != ValueType.TEXT) {
      throw mismatch(statement, column, type, wanted, naming);
    }
    return statement.columnText(column);
  }

  /// Text; numbers are written out.
  @SuppressWarnings("NullAway") // the value is not NULL
  static String anyTextAt(Statement statement, int column, ValueType type, Naming naming) {
    if (type == ValueType.BLOB) {
      throw mismatch(statement, column, type, "text", naming);
    }
    return statement.columnText(column);
  }

  /// Bytes; text gives its UTF-8 form.
  @SuppressWarnings("NullAway") // the value is not NULL
  static byte[] bytesAt(Statement statement, int column, ValueType type, Naming naming) {
    if (type != ValueType.BLOB && type != ValueType.TEXT) {
      throw mismatch(statement, column, type, "a blob", naming);
    }
    return statement.columnBytes(column);
  }

  /// A [Long], [Double], [String] or `byte[]`, as it is stored.
  @SuppressWarnings("NullAway") // the value is not NULL
  static Object naturalAt(Statement statement, int column, ValueType type, Naming naming) {
    return switch (type) {
      case INTEGER -> statement.columnLong(column);
      case REAL -> statement.columnDouble(column);
      case TEXT -> statement.columnText(column);
      case BLOB -> statement.columnBytes(column);
      case NULL -> throw mismatch(statement, column, type, "a value", naming);
    };
  }

  private static IllegalArgumentException tooLarge(
      Statement statement, int column, String type, Naming naming) {
    String a = type.equals("int") ? "an int" : "a " + type;
    return refused(
        statement,
        column,
        "holds a number that does not fit " + a + ": take a larger type",
        naming);
  }

  static IllegalArgumentException mismatch(
      Statement statement, int column, ValueType type, String wanted, Naming naming) {
    String problem = "holds %s, not %s".formatted(inWords(type), wanted);
    String advice = type == ValueType.NULL ? ": " + naming.adviceOnNull() : "";
    return refused(statement, column, problem + advice, naming);
  }

  static IllegalArgumentException refused(
      Statement statement, int column, String problem, Naming naming) {
    return new IllegalArgumentException(
        "%s %s, in: %s"
            .formatted(naming.column(statement, column), problem, Excerpt.of(statement.sql())));
  }

  private static String inWords(ValueType type) {
    return switch (type) {
      case INTEGER -> "an integer";
      case REAL -> "a real number";
      case TEXT -> "text";
      case BLOB -> "a blob";
      case NULL -> "NULL";
    };
  }
}
