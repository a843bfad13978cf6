package dev.tektite.observe;

import java.time.Duration;

/// From where on `health()` is worried. The noun reads; the same noun with an argument gives a
/// changed copy.
///
/// *Immutable.*
public final class HealthLimits {
  private static final HealthLimits DEFAULTS = new HealthLimits();

  // Written only while a copy is being made, before anybody else can see it.
  private long logBytes = 100L << 20;
  private int waitingBlocks = 1_000;
  private int submittedPercent = 90;
  private long freeDiskBytes = 256L << 20;
  private Duration turnHeld = Duration.ofSeconds(30);
  private Duration foreignLock = Duration.ofSeconds(10);
  private Duration readAge = Duration.ofMinutes(5);

  private HealthLimits() {}

  private HealthLimits(HealthLimits other) {
    logBytes = other.logBytes;
    waitingBlocks = other.waitingBlocks;
    submittedPercent = other.submittedPercent;
    freeDiskBytes = other.freeDiskBytes;
    turnHeld = other.turnHeld;
    foreignLock = other.foreignLock;
    readAge = other.readAge;
  }

  /// What suits most applications.
  public static HealthLimits defaults() {
    return DEFAULTS;
  }

  /// How large the log may be, in bytes. Default: 100 MiB.
  public long logBytes() {
    return logBytes;
  }

  /// A copy that is worried about a larger log than this.
  ///
  /// @param bytes 0 or more
  public HealthLimits logBytes(long bytes) {
    var copy = new HealthLimits(this);
    copy.logBytes = required("logBytes", bytes, Long.MAX_VALUE);
    return copy;
  }

  /// How many blocks may wait for the turn to write. Default: 1000.
  public int waitingBlocks() {
    return waitingBlocks;
  }

  /// A copy that is worried about more waiting blocks than this.
  ///
  /// @param blocks 0 to 100000
  public HealthLimits waitingBlocks(int blocks) {
    var copy = new HealthLimits(this);
    copy.waitingBlocks = (int) required("waitingBlocks", blocks, 100_000);
    return copy;
  }

  /// How full the queue of submitted blocks may be, in percent. Default: 90.
  public int submittedPercent() {
    return submittedPercent;
  }

  /// A copy that is worried about a fuller queue of submitted blocks than this.
  ///
  /// @param percent 0 to 100; 100 for never
  public HealthLimits submittedPercent(int percent) {
    var copy = new HealthLimits(this);
    copy.submittedPercent = (int) required("submittedPercent", percent, 100);
    return copy;
  }

  /// How much of the disk should be free, in bytes. Default: 256 MiB.
  public long freeDiskBytes() {
    return freeDiskBytes;
  }

  /// A copy that is worried when less of the disk is free.
  ///
  /// @param bytes 0 or more
  public HealthLimits freeDiskBytes(long bytes) {
    var copy = new HealthLimits(this);
    copy.freeDiskBytes = required("freeDiskBytes", bytes, Long.MAX_VALUE);
    return copy;
  }

  /// How long one block may have the turn to write. Default: 30 s.
  public Duration turnHeld() {
    return turnHeld;
  }

  /// A copy that is worried when a block has the turn to write for longer.
  ///
  /// @param limit zero or more
  public HealthLimits turnHeld(Duration limit) {
    var copy = new HealthLimits(this);
    copy.turnHeld = required("turnHeld", limit);
    return copy;
  }

  /// How long another process may hold the lock that writers need. Default: 10 s.
  public Duration foreignLock() {
    return foreignLock;
  }

  /// A copy that is worried when another process holds the lock for longer.
  ///
  /// @param limit zero or more
  public HealthLimits foreignLock(Duration limit) {
    var copy = new HealthLimits(this);
    copy.foreignLock = required("foreignLock", limit);
    return copy;
  }

  /// How long a block or a snapshot may read. Default: 5 minutes.
  public Duration readAge() {
    return readAge;
  }

  /// A copy that is worried when a block or a snapshot reads for longer.
  ///
  /// @param limit zero or more
  public HealthLimits readAge(Duration limit) {
    var copy = new HealthLimits(this);
    copy.readAge = required("readAge", limit);
    return copy;
  }

  private static Duration required(String name, Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("expected %s >= 0, but was %s".formatted(name, limit));
    }
    return limit;
  }

  private static long required(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "expected 0 <= %s <= %d, but was %d".formatted(name, most, value));
    }
    return value;
  }
}
