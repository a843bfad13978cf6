package dev.tektite.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as they are stored: signed 64-bit microseconds since 1970-01-01T00:00Z.
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final Instant FIRST = instant(Long.MIN_VALUE);
  private static final Instant LAST = instant(Long.MAX_VALUE);
  private static final Instant BEHIND = LAST.plusNanos(1_000);

  private Micros() {}

  /// The microsecond that an instant lies in; what is finer is left out.
  ///
  /// @throws IllegalArgumentException if 64 bits cannot hold it
  static long of(Instant time) {
    if (time.isBefore(FIRST) || !time.isBefore(BEHIND)) {
      throw new IllegalArgumentException(
          "expected a time from %s to %s (64 bits of microseconds), but was %s"
              .formatted(FIRST, LAST, time));
    }
    long second = time.getEpochSecond();
    long micros = time.getNano() / 1000;
    // The first second is not a whole one: count back from the one after it.
    return second < 0
        ? Math.addExact(Math.multiplyExact(second + 1, PER_SECOND), micros - PER_SECOND)
        : Math.addExact(Math.multiplyExact(second, PER_SECOND), micros);
  }

  /// As [#of(Instant)], or the given bound where there is no instant.
  static long of(@Nullable Instant time, long otherwise) {
    return time == null ? otherwise : of(time);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), 1000 * Math.floorMod(micros, PER_SECOND));
  }
}
