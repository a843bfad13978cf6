package dev.tektite.history;

/// Which records are meant: a topic pattern, or one with the older wildcard.
///
/// | kind | wildcard | meaning |
/// |---|---|---|
/// | [#topic(String)] | `*` | exactly one segment between dots |
/// | | `#` | any number of segments, also none |
/// | [#like(String)] | `*` | any characters, dots as well |
///
/// Wherever a pattern is given as text, it is a topic pattern. Prefer it: `sensors.*` does not
/// reach into `sensors.secret.deep`, upper and lower case differ, and the names are found by an
/// index.
///
/// *Immutable.*
public abstract sealed class NamePattern permits TopicPattern, LikePattern {
  private final String text;

  NamePattern(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("The pattern is empty: for all records use #");
    }
    this.text = text;
  }

  /// A pattern over segments between dots. A wildcard is a whole segment: `sensors*` is a name.
  ///
  /// @param text with at most 63 segments
  public static NamePattern topic(String text) {
    return new TopicPattern(text);
  }

  /// A pattern whose `*` stands for any characters, without regard to the case of ASCII letters, as
  /// SQL's `like` has it. `%`, `_`, `\`, `?` and `#` stand for themselves.
  public static NamePattern like(String text) {
    return new LikePattern(text);
  }

  /// Whether a record is meant.
  public abstract boolean matches(String name);

  /// Whether every record that the other pattern can mean is meant by this one: what a `grant` must
  /// say of a `request` before the request is served. Patterns of the two kinds are compared only
  /// where the answer is plain; else it is no.
  public abstract boolean contains(NamePattern request);

  /// Whether it has a wildcard, so that it can mean more than one record.
  public abstract boolean isWildcard();

  /// What the names of all meant records begin with; empty if that is unknown.
  abstract String prefix();

  /// The pattern as it was given.
  public final String text() {
    return text;
  }

  /// The first text in the order of code points that is behind all that begin with a prefix; empty
  /// if there is none.
  static String behind(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return "";
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof NamePattern pattern
        && pattern.getClass() == getClass()
        && pattern.text.equals(text);
  }

  @Override
  public final int hashCode() {
    return text.hashCode();
  }

  @Override
  public final String toString() {
    return text;
  }
}
