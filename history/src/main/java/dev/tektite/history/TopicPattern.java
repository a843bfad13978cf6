package dev.tektite.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern over segments between dots: `*` is exactly one, `#` any number.
///
/// *Immutable.*
final class TopicPattern extends NamePattern {
  static final String ONE = "*";
  static final String ANY = "#";

  private static final int MOST_SEGMENTS = 63;

  private final List<String> segments;

  TopicPattern(String text) {
    super(text);
    this.segments = segments(text);
    if (segments.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException(
          "expected a pattern of at most %d segments, but it has %d"
              .formatted(MOST_SEGMENTS, segments.size()));
    }
  }

  static List<String> segments(String text) {
    return List.of(text.split("\\.", -1));
  }

  List<String> segments() {
    return segments;
  }

  static boolean isWildcard(String segment) {
    return segment.equals(ONE) || segment.equals(ANY);
  }

  @Override
  public boolean isWildcard() {
    return segments.stream().anyMatch(TopicPattern::isWildcard);
  }

  /// Goes back to the latest `#` only, which is enough: what an earlier one could take besides, the
  /// latest can take as well. It looks at the name where it is, since it is called for each name of
  /// a query.
  @Override
  public boolean matches(String name) {
    int place = 0;
    int hash = -1;
    int taken = 0;
    int at = 0;
    while (at <= name.length()) {
      @Nullable String expected = place < segments.size() ? segments.get(place) : null;
      int end = end(name, at);
      if (ANY.equals(expected)) {
        hash = place++;
        taken = at;
      } else if (expected != null && takes(expected, name, at, end)) {
        place++;
        at = end + 1;
      } else if (hash >= 0) {
        place = hash + 1;
        taken = end(name, taken) + 1;
        at = taken;
      } else {
        return false;
      }
    }
    return segments.subList(place, segments.size()).stream().allMatch(ANY::equals);
  }

  private static int end(String name, int start) {
    int dot = name.indexOf('.', start);
    return dot < 0 ? name.length() : dot;
  }

  private static boolean takes(String expected, String name, int start, int end) {
    return expected.equals(ONE)
        || expected.length() == end - start && name.startsWith(expected, start);
  }

  @Override
  public boolean contains(NamePattern request) {
    return switch (request) {
      case TopicPattern topic -> new Containment(segments).of(topic.segments);
      case LikePattern like -> segments.stream().allMatch(ANY::equals);
    };
  }

  @Override
  String prefix() {
    int literal = 0;
    while (literal < segments.size() && !isWildcard(segments.get(literal))) {
      literal++;
    }
    String prefix = String.join(".", segments.subList(0, literal));
    if (literal == segments.size() || literal == 0) {
      return prefix;
    }
    boolean onlyHashes = segments.subList(literal, segments.size()).stream().allMatch(ANY::equals);
    return onlyHashes ? prefix : prefix + "."; // `sensors.#` means `sensors` too
  }
}
