package dev.tektite.schema;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/// A stretch of SQL, to compare and to show.
///
/// *Immutable.*
///
/// @param tokens what it consists of
record SqlText(List<Token> tokens) {

  static SqlText of(String sql) {
    return new SqlText(Tokens.of(sql));
  }

  /// The same for texts that mean the same: without regard to blanks, comments, the case of words
  /// and quotes round names.
  String key() {
    return tokens.stream().map(Token::key).collect(joining(" "));
  }

  /// The text on one line.
  String shown() {
    StringBuilder shown = new StringBuilder();
    Token before = null;
    for (Token token : tokens) {
      if (before != null && isApart(before, token)) {
        shown.append(' ');
      }
      shown.append(token.shown());
      before = token;
    }
    return shown.toString();
  }

  private static boolean isApart(Token before, Token token) {
    return !(before.is("(")
        || before.is(".")
        || token.is("(") && before.kind() != Token.Kind.SIGN
        || token.is(")")
        || token.is(",")
        || token.is(";")
        || token.is("."));
  }

  /// From one token on to the end.
  SqlText from(int index) {
    return new SqlText(tokens.subList(Math.min(index, tokens.size()), tokens.size()));
  }

  /// Where a sign or a word stands outside of parentheses, or -1.
  ///
  /// @param from where to begin
  int indexOf(String word, int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (depth == 0 && token.is(word)) {
        return i;
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return -1;
  }

  /// What stands in the parentheses that open at a token, cut at its commas.
  List<SqlText> partsInside(int open) {
    List<SqlText> parts = new ArrayList<>();
    int close = indexOf(")", open + 1);
    int end = close < 0 ? tokens.size() : close;
    int start = open + 1;
    while (start < end) {
      int comma = indexOf(",", start);
      int stop = comma < 0 || comma > end ? end : comma;
      parts.add(new SqlText(tokens.subList(start, stop)));
      start = stop + 1;
    }
    return parts;
  }
}
