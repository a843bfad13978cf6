package dev.tektite.sqlite;

import org.jspecify.annotations.Nullable;

/// Words for error messages: what SQLite said, its code, and the statement with the place marked.
final class ErrorText {
  private static final int LONGEST_SQL = 400;

  private ErrorText() {}

  static String compose(int code, String message, @Nullable String sql, int offset) {
    var text = new StringBuilder(message).append(" [code ").append(code).append(']');
    if (sql != null) {
      text.append(" in: ").append(excerpt(sql, offset));
    }
    return text.toString();
  }

  /// At most [#LONGEST_SQL] characters round the offset, with `»` where the error is.
  static String excerpt(String sql, int offset) {
    int at = Math.min(offset, sql.length());
    String marked = at > 0 ? sql.substring(0, at) + "»" + sql.substring(at) : sql;
    if (marked.length() <= LONGEST_SQL) {
      return marked;
    }
    int from = Math.clamp(at - LONGEST_SQL / 2L, 0, marked.length() - LONGEST_SQL);
    String middle = marked.substring(from, from + LONGEST_SQL);
    return (from > 0 ? "…" : "") + middle + (from + LONGEST_SQL < marked.length() ? "…" : "");
  }

  /// The index in `text` of the character that begins so many bytes of its UTF-8 form behind the
  /// one with index `from`, or -1.
  static int charOffset(String text, int from, int byteOffset) {
    if (byteOffset < 0) {
      return -1;
    }
    int bytes = 0;
    int index = from;
    while (index < text.length() && bytes < byteOffset) {
      int point = text.codePointAt(index);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      index += Character.charCount(point);
    }
    return index;
  }

  static IllegalArgumentException noColumn(int column, int count, String sql) {
    return new IllegalArgumentException(
        "There is no column %d: the result has %d columns, numbered from 0, in: %s"
            .formatted(column, count, excerpt(sql, -1)));
  }

  static IllegalArgumentException wrongCount(int given, int expected, String sql) {
    return new IllegalArgumentException(
        "%d values were given for %d parameters in: %s"
            .formatted(given, expected, excerpt(sql, -1)));
  }

  static IllegalStateException underWay(String sql) {
    return new IllegalStateException(
        "The statement is under way: reset it before its parameters are changed, in: "
            + excerpt(sql, -1));
  }
}
