package dev.tektite.block;

/// Looks at the text of statements.
final class SqlText {
  private static final String PRAGMA = "pragma";

  private SqlText() {}

  /// Whether a statement is a `PRAGMA`, after blanks and comments.
  static boolean isPragma(String sql) {
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == 'p' || c == 'P') {
        return sql.regionMatches(true, at, PRAGMA, 0, PRAGMA.length());
      }
      int next = afterBlank(sql, at, c);
      if (next == at) {
        return false;
      }
      at = next;
    }
    return false;
  }

  /// Where the blank or the comment that begins somewhere ends; the same place if none begins.
  private static int afterBlank(String sql, int at, char c) {
    if (c <= ' ' || c == ';' || c == '\ufeff') {
      return at + 1;
    }
    if (sql.startsWith("--", at)) {
      return end(sql, sql.indexOf('\n', at), 1);
    }
    if (sql.startsWith("/*", at)) {
      return end(sql, sql.indexOf("*/", at + 2), 2);
    }
    return at;
  }

  private static int end(String sql, int found, int length) {
    return found < 0 ? sql.length() : found + length;
  }
}
