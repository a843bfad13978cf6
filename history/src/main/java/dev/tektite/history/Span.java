package dev.tektite.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A range of time, with both of its ends in it.
///
/// *Immutable.*
///
/// @param from the first time, or `null` for as early as there is something
/// @param to the last time, or `null` for as late as there is something
public record Span(@Nullable Instant from, @Nullable Instant to) {
  private static final Span ALL = new Span(null, null);

  /// Checks that the ends are in order and can be stored.
  ///
  /// @throws IllegalArgumentException if not
  public Span {
    long first = Micros.of(from, Long.MIN_VALUE);
    long last = Micros.of(to, Long.MAX_VALUE);
    if (first > last) {
      throw new IllegalArgumentException(
          "expected a range that ends after it begins, but was %s to %s".formatted(from, to));
    }
  }

  /// All time.
  public static Span all() {
    return ALL;
  }

  /// From a time to another, both included.
  public static Span between(Instant from, Instant to) {
    return new Span(from, to);
  }

  /// A time and everything after it.
  public static Span from(Instant from) {
    return new Span(from, null);
  }

  /// A time and everything before it.
  public static Span to(Instant to) {
    return new Span(null, to);
  }

  long first() {
    return Micros.of(from, Long.MIN_VALUE);
  }

  long last() {
    return Micros.of(to, Long.MAX_VALUE);
  }
}
