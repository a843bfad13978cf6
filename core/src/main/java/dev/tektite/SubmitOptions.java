package dev.tektite;

import java.time.Duration;

/// How many submitted blocks may wait, and what happens to the next one.
///
/// Whatever the choice, a block that is refused or dropped has never run.
///
/// *Immutable.*
///
/// @param capacity how many blocks may be queued or running, 1 or more
/// @param whenFull what happens to the next one
/// @param waitLimit for [WhenFull#BLOCK]: how long the producer waits for room
public record SubmitOptions(int capacity, WhenFull whenFull, Duration waitLimit) {
  /// What happens to a block for which there is no room.
  public enum WhenFull {
    /// The producer waits for room, up to the wait limit, and is refused after it.
    BLOCK,
    /// The producer is refused at once.
    REJECT,
    /// The oldest block that has not begun gives way: its future fails.
    DROP_OLDEST
  }

  /// Checks the values.
  public SubmitOptions {
    if (capacity < 1) {
      throw new IllegalArgumentException("expected a capacity of 1 or more, but was " + capacity);
    }
    Limits.requireWait(waitLimit);
  }

  /// 1000 blocks; the producer waits for up to 5 s.
  public static SubmitOptions defaults() {
    return new SubmitOptions(1000, WhenFull.BLOCK, Duration.ofSeconds(5));
  }

  /// For measurements, of which the newest count: 10 000 blocks; the oldest gives way.
  public static SubmitOptions metrics() {
    return new SubmitOptions(10_000, WhenFull.DROP_OLDEST, Duration.ZERO);
  }

  /// For what must not be lost: 100 blocks; the producer waits for up to 30 s.
  public static SubmitOptions critical() {
    return new SubmitOptions(100, WhenFull.BLOCK, Duration.ofSeconds(30));
  }

  /// For producers that must not wait: 1000 blocks; refused at once.
  public static SubmitOptions nonBlocking() {
    return new SubmitOptions(1000, WhenFull.REJECT, Duration.ZERO);
  }
}
