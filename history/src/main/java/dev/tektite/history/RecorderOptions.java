package dev.tektite.history;

import java.time.Duration;

/// How much a recorder keeps in memory, and what happens beyond it.
///
/// *Immutable.*
///
/// @param capacity how many versions may wait or be on their way into the database, 1 or more
/// @param batch how many go into one submitted block, 1 or more: larger ones are faster by far, and
///   let other writers wait longer
/// @param linger how long a batch that is not full yet waits for more, zero or more
/// @param whenFull what happens to a version for which there is no room
public record RecorderOptions(int capacity, int batch, Duration linger, WhenFull whenFull) {
  private static final RecorderOptions DEFAULTS =
      new RecorderOptions(10_000, 1_000, Duration.ofMillis(20), WhenFull.DROP_OLDEST);

  /// What happens when there is no room. Nobody waits.
  public enum WhenFull {
    /// The version that has waited longest gives way.
    DROP_OLDEST,
    /// The new version is not taken.
    REFUSE
  }

  /// Checks the values.
  public RecorderOptions {
    if (capacity < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "expected a capacity and a batch of 1 or more, but was %d and %d"
              .formatted(capacity, batch));
    }
    if (linger.isNegative() || linger.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "expected to linger for zero to an hour, but was " + linger);
    }
  }

  /// 10 000 versions in batches of up to 1000, which wait 20 ms for more; the oldest gives way.
  public static RecorderOptions defaults() {
    return DEFAULTS;
  }

  /// For imports: a million versions in batches of up to half of that, which wait a second for more
  /// and may hold the writer as long; new ones are refused.
  public static RecorderOptions imports() {
    return new RecorderOptions(1_000_000, 500_000, Duration.ofSeconds(1), WhenFull.REFUSE);
  }

  /// A copy with room for so many versions.
  public RecorderOptions capacity(int capacity) {
    return new RecorderOptions(capacity, batch, linger, whenFull);
  }

  /// A copy with batches of up to so many versions.
  public RecorderOptions batch(int batch) {
    return new RecorderOptions(capacity, batch, linger, whenFull);
  }

  /// A copy whose batches wait so long for more.
  public RecorderOptions linger(Duration linger) {
    return new RecorderOptions(capacity, batch, linger, whenFull);
  }

  /// A copy that says what happens when there is no room.
  public RecorderOptions whenFull(WhenFull whenFull) {
    return new RecorderOptions(capacity, batch, linger, whenFull);
  }

  /// From so many waiting versions on, nobody lingers.
  int enough() {
    return Math.min(capacity, batch);
  }
}
