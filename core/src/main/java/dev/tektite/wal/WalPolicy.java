package dev.tektite.wal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the keeper of the log does, and when. The noun reads; the same noun with an argument gives
/// a changed copy: `policy.ceilingBytes()`, `policy.ceilingBytes(64 << 20)`.
///
/// *Immutable.*
public final class WalPolicy {
  private static final WalPolicy DEFAULTS = new WalPolicy();
  private static final long MOST_BYTES = 1L << 50;

  // Written only while a copy is being made, before anybody else can see it.
  private long passiveBytes = 4L << 20;
  private long resetBytes = 4L << 20;
  private long truncateBytes = 32L << 20;
  private long ceilingBytes = 128L << 20;
  private AtCeiling atCeiling = AtCeiling.WARN;
  private Duration warnReadAge = Duration.ofMinutes(1);
  private @Nullable Duration maxReadAge = null;
  private @Nullable Duration recycleAge = Duration.ofHours(1);
  private long recycleBlocks = Long.MAX_VALUE;
  private long diskReserveBytes = 32L << 20;
  private boolean stacks = false;
  private @Nullable WalArchive archive = null;

  private WalPolicy() {}

  private WalPolicy(WalPolicy other) {
    passiveBytes = other.passiveBytes;
    resetBytes = other.resetBytes;
    truncateBytes = other.truncateBytes;
    ceilingBytes = other.ceilingBytes;
    atCeiling = other.atCeiling;
    warnReadAge = other.warnReadAge;
    maxReadAge = other.maxReadAge;
    recycleAge = other.recycleAge;
    recycleBlocks = other.recycleBlocks;
    diskReserveBytes = other.diskReserveBytes;
    stacks = other.stacks;
    archive = other.archive;
  }

  /// What suits most applications.
  public static WalPolicy defaults() {
    return DEFAULTS;
  }

  /// How much of the log may wait to be copied into the database file, in bytes. Default: 4 MiB.
  public long passiveBytes() {
    return passiveBytes;
  }

  /// A copy that lets so much wait to be copied.
  ///
  /// @param passiveBytes in bytes, 1 to 1 PiB
  public WalPolicy passiveBytes(long passiveBytes) {
    requireRange("passiveBytes", passiveBytes, 1);
    var copy = new WalPolicy(this);
    copy.passiveBytes = passiveBytes;
    return copy;
  }

  /// How long the log becomes before it is started anew, in bytes. Default: 4 MiB.
  public long resetBytes() {
    return resetBytes;
  }

  /// A copy that starts the log anew from this size on.
  ///
  /// @param resetBytes in bytes, 1 to the ceiling
  public WalPolicy resetBytes(long resetBytes) {
    requireRange("resetBytes", resetBytes, 1);
    requireBelowCeiling(resetBytes, ceilingBytes);
    var copy = new WalPolicy(this);
    copy.resetBytes = resetBytes;
    return copy;
  }

  /// How long the file of the log may stay when nobody writes, in bytes; a longer one is cut then.
  /// Default: 32 MiB.
  public long truncateBytes() {
    return truncateBytes;
  }

  /// A copy that leaves a file of this length.
  ///
  /// @param truncateBytes in bytes, 0 to 1 PiB
  public WalPolicy truncateBytes(long truncateBytes) {
    requireRange("truncateBytes", truncateBytes, 0);
    var copy = new WalPolicy(this);
    copy.truncateBytes = truncateBytes;
    return copy;
  }

  /// How long the log may become, in bytes, unless a reader pins it or one transaction writes more.
  /// Default: 128 MiB.
  public long ceilingBytes() {
    return ceilingBytes;
  }

  /// A copy with a ceiling.
  ///
  /// @param ceilingBytes in bytes, [#resetBytes()] to 1 PiB
  public WalPolicy ceilingBytes(long ceilingBytes) {
    requireRange("ceilingBytes", ceilingBytes, 1);
    requireBelowCeiling(resetBytes, ceilingBytes);
    var copy = new WalPolicy(this);
    copy.ceilingBytes = ceilingBytes;
    return copy;
  }

  /// What happens when a reader pins a log that has reached the ceiling. Default: [AtCeiling#WARN].
  public AtCeiling atCeiling() {
    return atCeiling;
  }

  /// A copy that does something else at the ceiling.
  public WalPolicy atCeiling(AtCeiling atCeiling) {
    var copy = new WalPolicy(this);
    copy.atCeiling = atCeiling;
    return copy;
  }

  /// How long a reader may be open before the application's log names it. Default: 1 min.
  public Duration warnReadAge() {
    return warnReadAge;
  }

  /// A copy that names readers from this age on.
  ///
  /// @param warnReadAge more than zero
  public WalPolicy warnReadAge(Duration warnReadAge) {
    requirePositive("warnReadAge", warnReadAge);
    var copy = new WalPolicy(this);
    copy.warnReadAge = warnReadAge;
    return copy;
  }

  /// How long a block that reads, or a snapshot, may be open before it is stopped, or `null` for as
  /// long as it likes. Backups are exempt. Default: `null`.
  public @Nullable Duration maxReadAge() {
    return maxReadAge;
  }

  /// A copy that stops readers of this age.
  ///
  /// @param maxReadAge more than zero, or `null`
  public WalPolicy maxReadAge(@Nullable Duration maxReadAge) {
    if (maxReadAge != null) {
      requirePositive("maxReadAge", maxReadAge);
    }
    var copy = new WalPolicy(this);
    copy.maxReadAge = maxReadAge;
    return copy;
  }

  /// The age at which the connection of a reader is replaced by a fresh one after a block, or
  /// `null` for never. Default: 1 h.
  public @Nullable Duration recycleAge() {
    return recycleAge;
  }

  /// A copy that replaces the connections of readers that are older than this.
  ///
  /// @param recycleAge zero or more, or `null`
  public WalPolicy recycleAge(@Nullable Duration recycleAge) {
    if (recycleAge != null && recycleAge.isNegative()) {
      throw new IllegalArgumentException(
          "expected a recycleAge of 0 or more, but was " + recycleAge);
    }
    var copy = new WalPolicy(this);
    copy.recycleAge = recycleAge;
    return copy;
  }

  /// The number of blocks after which the connection of a reader is replaced by a fresh one: with
  /// 2, the third block is its last. Default: [Long#MAX_VALUE], never.
  public long recycleBlocks() {
    return recycleBlocks;
  }

  /// A copy that replaces the connections of readers that have run more than so many blocks.
  ///
  /// @param recycleBlocks 0 or more; with 0, each block has a fresh connection
  public WalPolicy recycleBlocks(long recycleBlocks) {
    if (recycleBlocks < 0) {
      throw new IllegalArgumentException(
          "expected recycleBlocks of 0 or more, but was " + recycleBlocks);
    }
    var copy = new WalPolicy(this);
    copy.recycleBlocks = recycleBlocks;
    return copy;
  }

  /// How much of the disk must be free for blocks to be let write, in bytes; 0 for nothing.
  /// Default: 32 MiB.
  public long diskReserveBytes() {
    return diskReserveBytes;
  }

  /// A copy that refuses to write when less than this is free.
  ///
  /// @param diskReserveBytes in bytes, 0 to 1 PiB
  public WalPolicy diskReserveBytes(long diskReserveBytes) {
    requireRange("diskReserveBytes", diskReserveBytes, 0);
    var copy = new WalPolicy(this);
    copy.diskReserveBytes = diskReserveBytes;
    return copy;
  }

  /// Whether the stack of a reader that pins the log is told: where a snapshot was opened, where a
  /// block is. Default: no.
  public boolean stacks() {
    return stacks;
  }

  /// A copy that tells stacks, or does not.
  public WalPolicy stacks(boolean stacks) {
    var copy = new WalPolicy(this);
    copy.stacks = stacks;
    return copy;
  }

  /// What is given each stretch of the log before it is written over, or `null`. Default: `null`.
  public @Nullable WalArchive archive() {
    return archive;
  }

  /// A copy that has the log kept.
  public WalPolicy archive(@Nullable WalArchive archive) {
    var copy = new WalPolicy(this);
    copy.archive = archive;
    return copy;
  }

  private static void requireRange(String name, long value, long least) {
    if (value < least || value > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected %d <= %s <= %d, but was %d".formatted(least, name, MOST_BYTES, value));
    }
  }

  private static void requireBelowCeiling(long resetBytes, long ceilingBytes) {
    if (resetBytes > ceilingBytes) {
      throw new IllegalArgumentException(
          "expected resetBytes <= ceilingBytes, but was %d and %d"
              .formatted(resetBytes, ceilingBytes));
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "expected a %s of more than 0, but was %s".formatted(name, value));
    }
  }
}
