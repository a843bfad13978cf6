package dev.tektite.sqlite;

import java.util.Arrays;

/// How much of the stack SQLite may need to compile a text.
///
/// SQLite walks expressions recursively. A level takes about 440 bytes of the C stack, or 60 where
/// it is one of a chain of `AND` or `OR`, and the depth of an expression is
/// [limited](https://www.sqlite.org/limits.html) to 1000 levels. How deep it is can be bounded by
/// counting operators and words, parenthesis by parenthesis.
final class StackNeed {
  private static final int BASE = 24 * 1024;
  private static final int OPERATOR = 440;
  private static final int WORD = 64;
  private static final int MOST = 1000 * OPERATOR;

  private final String sql;
  private int at;
  private int level;
  private int[] pathAtStart = new int[16];
  private int[] deepestPath = new int[16];
  private int path;
  private int deepest;

  private StackNeed(String sql) {
    this.sql = sql;
  }

  /// An upper bound in bytes; for a script, of its deepest statement.
  static int of(String sql) {
    var need = new StackNeed(sql);
    need.scan();
    return BASE + Math.min(need.deepest, MOST);
  }

  private void scan() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      switch (c) {
        case '\'', '"', '`' -> skipQuoted(c);
        case '(' -> open();
        case ')' -> close();
        case ',' -> path = pathAtStart[level];
        case ';' -> startAnew();
        case '+', '-', '*', '/', '%', '~', '|', '&', '<', '>', '=', '!' -> descend(OPERATOR);
        default -> word(c);
      }
      at++;
    }
  }

  private void skipQuoted(char quote) {
    int end = sql.indexOf(quote, at + 1);
    at = end < 0 ? sql.length() : end;
  }

  private void descend(int bytes) {
    path = Math.min(path + bytes, MOST);
    deepestPath[level] = Math.max(deepestPath[level], path);
    deepest = Math.max(deepest, path);
  }

  private void open() {
    descend(OPERATOR);
    level++;
    if (level == pathAtStart.length) {
      pathAtStart = Arrays.copyOf(pathAtStart, 2 * level);
      deepestPath = Arrays.copyOf(deepestPath, 2 * level);
    }
    pathAtStart[level] = path;
    deepestPath[level] = path;
  }

  /// What follows the parentheses may put all that is in them one level deeper.
  private void close() {
    if (level > 0) {
      path = deepestPath[level];
      level--;
      deepestPath[level] = Math.max(deepestPath[level], path);
    }
  }

  private void startAnew() {
    level = 0;
    path = 0;
    deepestPath[0] = 0;
  }

  private void word(char first) {
    if (isLetter(first)) {
      int start = at;
      while (at + 1 < sql.length() && isLetter(sql.charAt(at + 1))) {
        at++;
      }
      boolean operator = is("not", start) || is("case", start);
      descend(operator ? OPERATOR : WORD);
    }
  }

  private boolean is(String word, int start) {
    int length = at + 1 - start;
    return length == word.length() && sql.regionMatches(true, start, word, 0, length);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }
}
