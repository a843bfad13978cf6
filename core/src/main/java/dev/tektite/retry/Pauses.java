package dev.tektite.retry;

/// How long to pause before each further attempt.
///
/// *Immutable.*
///
/// @param growth how the pauses grow
/// @param firstNanos the first pause
/// @param mostNanos the longest
record Pauses(Growth growth, long firstNanos, long mostNanos) {
  /// How pauses grow from one to the next.
  enum Growth {
    NONE,
    BY_THE_FIRST,
    DOUBLE
  }

  /// The pause after so many attempts, in nanoseconds.
  ///
  /// @param attempts 1 or more
  long after(int attempts) {
    return switch (growth) {
      case NONE -> firstNanos;
      case BY_THE_FIRST -> firstNanos > mostNanos / attempts ? mostNanos : firstNanos * attempts;
      case DOUBLE -> {
        int doublings = attempts - 1;
        yield doublings >= Long.SIZE - 1 || firstNanos > mostNanos >> doublings
            ? mostNanos
            : firstNanos << doublings;
      }
    };
  }
}
