package dev.tektite.schema;

import java.util.Locale;

/// One word, name, literal or sign of a text of SQL.
///
/// *Immutable.*
///
/// @param text as it was written
/// @param start where it begins in the text
/// @param kind what it is
record Token(String text, int start, Kind kind) {
  enum Kind {
    WORD,
    QUOTED_NAME,
    LITERAL,
    SIGN
  }

  int end() {
    return start + text.length();
  }

  /// Whether it is a word, whatever the case, not in quotes.
  boolean is(String word) {
    return kind != Kind.QUOTED_NAME && kind != Kind.LITERAL && text.equalsIgnoreCase(word);
  }

  /// What is compared: names count the same with and without quotes, and whatever the case.
  String key() {
    return switch (kind) {
      case WORD, SIGN -> text.toLowerCase(Locale.ROOT);
      case QUOTED_NAME -> name().toLowerCase(Locale.ROOT);
      case LITERAL -> text;
    };
  }

  /// What is shown: words in small letters, names as they are, in double quotes if in any.
  String shown() {
    return switch (kind) {
      case WORD -> text.toLowerCase(Locale.ROOT);
      case QUOTED_NAME -> Identifier.quote(name());
      case LITERAL, SIGN -> text;
    };
  }

  /// The name without its quotes.
  String name() {
    if (kind != Kind.QUOTED_NAME || text.length() < 2) {
      return text;
    }
    String quote = text.substring(text.length() - 1);
    String inside = text.substring(1, text.length() - 1);
    return quote.equals("]") ? inside : inside.replace(quote + quote, quote);
  }
}
