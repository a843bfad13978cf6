package dev.tektite.probe;

/// SQL text without the values that were written into it: each literal becomes `?`, and runs of
/// blanks become one.
final class SqlShape {
  private static final int LONGEST = 2_000;

  private final String sql;
  private final StringBuilder shape;
  private int at;

  private SqlShape(String sql) {
    this.sql = sql;
    this.shape = new StringBuilder(Math.min(sql.length(), LONGEST) + 1);
  }

  /// The text without literals, cut after 2000 characters.
  static String of(String sql) {
    return new SqlShape(sql).shape();
  }

  private String shape() {
    while (at < sql.length() && shape.length() < LONGEST) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c)) {
        blank();
      } else if (c == '\'') {
        literal(quoted('\''));
      } else if (c == '"' || c == '`' || c == '[') {
        copy(quoted(c == '[' ? ']' : c));
      } else if (isWord(c)) {
        word();
      } else {
        shape.append(c);
        at++;
      }
    }
    return at < sql.length() ? shape.append('…').toString() : shape.toString().strip();
  }

  private void blank() {
    while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
      at++;
    }
    shape.append(' ');
  }

  private void literal(int end) {
    int last = shape.length() - 1;
    if (last >= 0 && (shape.charAt(last) == 'x' || shape.charAt(last) == 'X') && isBlobPrefix()) {
      shape.setLength(last);
    }
    shape.append('?');
    at = end;
  }

  /// Whether the `x` before the quote stands alone.
  private boolean isBlobPrefix() {
    return at < 2 || !isWord(sql.charAt(at - 2));
  }

  /// Where something in quotes ends, doubled quotes being part of it.
  private int quoted(char close) {
    int end = at + 1;
    while (end < sql.length()) {
      if (sql.charAt(end) != close) {
        end++;
      } else if (close != ']' && end + 1 < sql.length() && sql.charAt(end + 1) == close) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return end;
  }

  private void copy(int end) {
    shape.append(sql, at, end);
    at = end;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
  }

  /// A name or a number; a parameter such as `?1` keeps its number.
  private void word() {
    int end = at;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    char first = sql.charAt(at);
    boolean number =
        first >= '0' && first <= '9'
            || first == '.' && at + 1 < end && Character.isDigit(sql.charAt(at + 1));
    boolean parameter = at > 0 && sql.charAt(at - 1) == '?';
    if (number && !parameter) {
      shape.append('?');
      at = end;
    } else {
      copy(end);
    }
  }
}
