package dev.tektite;

import java.time.Duration;

/// How many submitted blocks may wait, what happens to the next one, and what becomes of those that
/// wait when the database is closed.
///
/// Whatever the choice, a block that is refused, dropped or discarded has never run. The noun
/// reads; the same noun with an argument gives a changed copy.
///
/// *Immutable.*
public final class SubmitOptions {
  private static final SubmitOptions DEFAULTS =
      new SubmitOptions(
          1000, Long.MAX_VALUE, WhenFull.BLOCK_FOR, Duration.ofSeconds(5), AtClose.DRAIN);

  private final int capacity;
  private final long capacityBytes;
  private final WhenFull whenFull;
  private final Duration waitLimit;
  private final AtClose atClose;

  /// What happens to a block for which there is no room.
  public enum WhenFull {
    /// The producer waits for room as long as it takes.
    BLOCK,
    /// The producer waits for room, up to the wait limit, and is refused after it.
    BLOCK_FOR,
    /// The producer is refused at once.
    REJECT,
    /// The oldest blocks that have not begun give way: their futures fail.
    DROP_OLDEST
  }

  /// What becomes of blocks that wait when the database is closed.
  public enum AtClose {
    /// They are run and stored first.
    DRAIN,
    /// Those that have not begun never run: their futures fail and say so.
    DISCARD
  }

  private SubmitOptions(
      int capacity, long capacityBytes, WhenFull whenFull, Duration waitLimit, AtClose atClose) {
    this.capacity = capacity;
    this.capacityBytes = capacityBytes;
    this.whenFull = whenFull;
    this.waitLimit = waitLimit;
    this.atClose = atClose;
  }

  /// 1000 blocks; the producer waits for up to 5 s.
  public static SubmitOptions defaults() {
    return DEFAULTS;
  }

  /// For measurements, of which the newest count: 10 000 blocks; the oldest gives way.
  public static SubmitOptions metrics() {
    return DEFAULTS.capacity(10_000).whenFull(WhenFull.DROP_OLDEST);
  }

  /// For what must not be dropped unseen: 100 blocks; the producer waits for up to 30 s, and is
  /// told if there is no room then.
  public static SubmitOptions critical() {
    return DEFAULTS.capacity(100).waitLimit(Duration.ofSeconds(30));
  }

  /// For producers that must not wait: 1000 blocks; refused at once.
  public static SubmitOptions nonBlocking() {
    return DEFAULTS.whenFull(WhenFull.REJECT);
  }

  /// How many blocks may be queued or running. Default: 1000.
  public int capacity() {
    return capacity;
  }

  /// A copy with room for a number of blocks.
  ///
  /// @param capacity 1 or more
  public SubmitOptions capacity(int capacity) {
    requirePositive("capacity", capacity);
    return new SubmitOptions(capacity, capacityBytes, whenFull, waitLimit, atClose);
  }

  /// How many bytes the blocks that are queued or running may hold, by what `submit(block, bytes)`
  /// was told. Default: [Long#MAX_VALUE], any number.
  public long capacityBytes() {
    return capacityBytes;
  }

  /// A copy with room for a number of bytes. A block that was submitted without a size counts as
  /// none.
  ///
  /// @param capacityBytes in bytes, 1 or more
  public SubmitOptions capacityBytes(long capacityBytes) {
    requirePositive("capacityBytes", capacityBytes);
    return new SubmitOptions(capacity, capacityBytes, whenFull, waitLimit, atClose);
  }

  /// What happens to a block for which there is no room. Default: [WhenFull#BLOCK_FOR].
  public WhenFull whenFull() {
    return whenFull;
  }

  /// A copy that does something else when the queue is full.
  public SubmitOptions whenFull(WhenFull whenFull) {
    return new SubmitOptions(capacity, capacityBytes, whenFull, waitLimit, atClose);
  }

  /// For [WhenFull#BLOCK_FOR]: how long the producer waits for room. Default: 5 s.
  public Duration waitLimit() {
    return waitLimit;
  }

  /// A copy whose producers wait no longer than this for room, and are refused after it: with
  /// [WhenFull#BLOCK_FOR], whatever was chosen before.
  ///
  /// @param waitLimit zero or more
  public SubmitOptions waitLimit(Duration waitLimit) {
    Limits.requireWait(waitLimit);
    return new SubmitOptions(capacity, capacityBytes, WhenFull.BLOCK_FOR, waitLimit, atClose);
  }

  /// What becomes of blocks that wait when the database is closed. Default: [AtClose#DRAIN].
  public AtClose atClose() {
    return atClose;
  }

  /// A copy that does something else with them.
  public SubmitOptions atClose(AtClose atClose) {
    return new SubmitOptions(capacity, capacityBytes, whenFull, waitLimit, atClose);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "expected a %s of 1 or more, but was %d".formatted(name, value));
    }
  }

  @Override
  public String toString() {
    return "%d blocks, %s bytes, %s, wait limit %s, at close %s"
        .formatted(
            capacity,
            capacityBytes == Long.MAX_VALUE ? "any number of" : capacityBytes,
            whenFull,
            waitLimit,
            atClose);
  }
}
