package dev.tektite.history;

/// How much a recorder keeps in memory, and what happens beyond it.
///
/// *Immutable.*
///
/// @param capacity how many versions may wait or be on their way into the database, 1 or more
/// @param batch how many go into one submitted block, 1 or more: larger ones are faster by far, and
///   let other writers wait longer
/// @param whenFull what happens to a version for which there is no room
public record RecorderOptions(int capacity, int batch, WhenFull whenFull) {
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
  }

  /// 10 000 versions in batches of up to 1000; the oldest gives way.
  public static RecorderOptions defaults() {
    return new RecorderOptions(10_000, 1_000, WhenFull.DROP_OLDEST);
  }

  /// For imports: 400 000 versions in batches of up to 200 000, which may hold the writer for some
  /// tenths of a second; new ones are refused.
  public static RecorderOptions imports() {
    return new RecorderOptions(400_000, 200_000, WhenFull.REFUSE);
  }

  /// A copy with room for so many versions.
  public RecorderOptions capacity(int capacity) {
    return new RecorderOptions(capacity, batch, whenFull);
  }

  /// A copy with batches of up to so many versions.
  public RecorderOptions batch(int batch) {
    return new RecorderOptions(capacity, batch, whenFull);
  }

  /// A copy that says what happens when there is no room.
  public RecorderOptions whenFull(WhenFull whenFull) {
    return new RecorderOptions(capacity, batch, whenFull);
  }
}
