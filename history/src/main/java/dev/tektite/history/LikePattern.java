package dev.tektite.history;

/// A pattern whose `*` is any characters, and whose ASCII letters have no case.
///
/// *Immutable.*
final class LikePattern extends NamePattern {
  private static final char ANY = '*';

  private final String lower;

  LikePattern(String text) {
    super(text);
    this.lower = lower(text);
  }

  @Override
  public boolean isWildcard() {
    return lower.indexOf(ANY) >= 0;
  }

  @Override
  public boolean matches(String name) {
    return matches(lower, lower(name));
  }

  /// The request is read as a text in which `*` is a character like any other: only a `*` of the
  /// grant takes it.
  @Override
  public boolean contains(NamePattern request) {
    return switch (request) {
      case LikePattern like -> matches(lower, like.lower);
      case TopicPattern topic -> topic.isWildcard() ? isEverything() : matches(topic.text());
    };
  }

  private boolean isEverything() {
    return lower.chars().allMatch(each -> each == ANY);
  }

  /// Unknown, since the order of names has upper before lower case.
  @Override
  String prefix() {
    return "";
  }

  private static boolean matches(String pattern, String text) {
    int place = 0;
    int star = -1;
    int taken = 0;
    int at = 0;
    while (at < text.length()) {
      if (place < pattern.length() && pattern.charAt(place) == ANY) {
        star = place++;
        taken = at;
      } else if (place < pattern.length() && pattern.charAt(place) == text.charAt(at)) {
        place++;
        at++;
      } else if (star >= 0) {
        place = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    return pattern.substring(place).chars().allMatch(each -> each == ANY);
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char each = lower.charAt(i);
      if (each >= 'A' && each <= 'Z') {
        lower.setCharAt(i, (char) (each + 'a' - 'A'));
      }
    }
    return lower.toString();
  }
}
