package dev.tektite.schema;

import java.util.ArrayList;
import java.util.List;

/// Takes a text of SQL apart. Blanks and comments are left out.
///
/// It knows how far a word, a name in quotes or a literal goes, and nothing of SQL's grammar.
final class Tokens {
  private final String sql;
  private int at;

  private Tokens(String sql) {
    this.sql = sql;
  }

  /// All tokens of a text; a quote that is not closed goes to the end.
  static List<Token> of(String sql) {
    var tokens = new Tokens(sql);
    List<Token> all = new ArrayList<>();
    while (tokens.skipBlanks()) {
      all.add(tokens.next());
    }
    return all;
  }

  /// Goes to the next token.
  ///
  /// @return whether there is one
  private boolean skipBlanks() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = afterNext("\n", at + 2);
      } else if (sql.startsWith("/*", at)) {
        at = afterNext("*/", at + 2);
      } else {
        return true;
      }
    }
    return false;
  }

  private int afterNext(String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private Token next() {
    int start = at;
    char first = sql.charAt(at);
    Token.Kind kind;
    if (first == '\'' || isBlobLiteral()) {
      at = afterQuote(first == '\'' ? at : at + 1, '\'');
      kind = Token.Kind.LITERAL;
    } else if (first == '"' || first == '`') {
      at = afterQuote(at, first);
      kind = Token.Kind.QUOTED_NAME;
    } else if (first == '[') {
      at = afterNext("]", at);
      kind = Token.Kind.QUOTED_NAME;
    } else if (isOfWord(first)) {
      while (at < sql.length() && isOfWord(sql.charAt(at))) {
        at++;
      }
      kind = Token.Kind.WORD;
    } else {
      at += signLength();
      kind = Token.Kind.SIGN;
    }
    return new Token(sql.substring(start, at), start, kind);
  }

  private boolean isBlobLiteral() {
    char first = sql.charAt(at);
    return (first == 'x' || first == 'X') && sql.startsWith("'", at + 1);
  }

  private int afterQuote(int start, char quote) {
    int i = start + 1;
    while (i < sql.length()) {
      if (sql.charAt(i) != quote) {
        i++;
      } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return sql.length();
  }

  /// Signs of two characters stay together.
  private int signLength() {
    for (String sign : List.of("||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->")) {
      if (sql.startsWith(sign, at)) {
        return sql.startsWith("->>", at) ? 3 : 2;
      }
    }
    return 1;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
  }
}
