package dev.tektite.migration;

/// The words of an SQL text, one after another: names, numbers, literals, signs; without blanks,
/// comments, and semicolons that part nothing.
///
/// *One thread at a time.*
final class SqlWords {
  private final String sql;
  private int start;
  private int end;

  SqlWords(String sql) {
    this.sql = sql;
  }

  /// Goes to the next word.
  ///
  /// @return whether there is one
  boolean next() {
    do {
      start = afterBlanks(end);
      end = start + 1;
    } while (isIdleSemicolon());
    if (start >= sql.length()) {
      end = start;
      return false;
    }
    end = endOf(start);
    return true;
  }

  /// Whether the semicolon here parts nothing: at the end, or before another one.
  private boolean isIdleSemicolon() {
    if (start >= sql.length() || sql.charAt(start) != ';') {
      return false;
    }
    int following = afterBlanks(end);
    return following >= sql.length() || sql.charAt(following) == ';';
  }

  /// The word.
  String word() {
    return sql.substring(start, end);
  }

  /// Where the word begins.
  int start() {
    return start;
  }

  /// Where the word ends.
  int end() {
    return end;
  }

  /// Whether the word is a keyword, whatever the case.
  boolean is(String keyword) {
    return end - start == keyword.length()
        && sql.regionMatches(true, start, keyword, 0, keyword.length());
  }

  /// The word as the name that it stands for, without quotes.
  String name() {
    String word = word();
    char first = word.charAt(0);
    if (first == '[') {
      return word.substring(1, word.length() - 1);
    }
    if (first == '"' || first == '`' || first == '\'') {
      String quote = String.valueOf(first);
      return word.substring(1, word.length() - 1).replace(quote + quote, quote);
    }
    return word;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < sql.length()) {
      if (sql.charAt(at) <= ' ' || sql.charAt(at) == '\ufeff') {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = after(sql.indexOf('\n', at), 1);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql.indexOf("*/", at + 2), 2);
      } else {
        return at;
      }
    }
    return at;
  }

  private int endOf(int from) {
    char c = sql.charAt(from);
    if (c == '\'' || c == '"' || c == '`') {
      return endOfQuoted(from, c);
    }
    if (c == '[') {
      return after(sql.indexOf(']', from), 1);
    }
    int at = from;
    while (at < sql.length() && isPartOfName(sql.charAt(at))) {
      at++;
    }
    if (at == from) {
      return from + 1;
    }
    boolean literal = at < sql.length() && sql.charAt(at) == '\''; // x'00'
    return literal ? endOfQuoted(at, '\'') : at;
  }

  private int endOfQuoted(int from, char quote) {
    int at = from + 1;
    while (at < sql.length()) {
      if (sql.charAt(at) == quote) {
        if (at + 1 == sql.length() || sql.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      }
      at++;
    }
    return sql.length();
  }

  private int after(int found, int length) {
    return found < 0 ? sql.length() : found + length;
  }

  private static boolean isPartOfName(char c) {
    return c >= 0x80
        || c == '_'
        || c == '$'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
  }
}
