package dev.tektite.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is kept of each record that a pattern means; a version must meet all that is said.
///
/// Use it as `Keep.of("sensors.#").forLast(Duration.ofDays(30)).newest(100_000)`.
///
/// *Immutable.*
public final class Keep {
  private final NamePattern pattern;
  private final @Nullable Duration age;
  private final long count;
  private final long bytes;

  private Keep(NamePattern pattern, @Nullable Duration age, long count, long bytes) {
    this.pattern = pattern;
    this.age = age;
    this.count = count;
    this.bytes = bytes;
  }

  /// Everything of the records that a topic pattern means, until more is said.
  public static Keep of(String pattern) {
    return of(NamePattern.topic(pattern));
  }

  /// Everything of the records that a pattern means, until more is said.
  public static Keep of(NamePattern pattern) {
    return new Keep(pattern, null, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /// A copy that keeps what is not older than this. A version that is exactly as old stays.
  ///
  /// @param age zero or more
  public Keep forLast(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("expected an age of zero or more, but was " + age);
    }
    return new Keep(pattern, age, count, bytes);
  }

  /// A copy that keeps the newest versions of each record.
  ///
  /// @param count how many, 0 or more
  public Keep newest(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, but was " + count);
    }
    return new Keep(pattern, age, count, bytes);
  }

  /// A copy that keeps, of each record, as many of the newest versions as have room in so many
  /// bytes of values, as they are stored; the newest one stays even if it is larger.
  ///
  /// @param bytes 0 or more
  public Keep within(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected 0 bytes or more, but was " + bytes);
    }
    return new Keep(pattern, age, count, bytes);
  }

  NamePattern pattern() {
    return pattern;
  }

  @Nullable Duration age() {
    return age;
  }

  long count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "keep %s%s%s%s"
        .formatted(
            pattern,
            age == null ? "" : " for the last " + age,
            count == Long.MAX_VALUE ? "" : " newest " + count,
            bytes == Long.MAX_VALUE ? "" : " within " + bytes + " bytes");
  }
}
