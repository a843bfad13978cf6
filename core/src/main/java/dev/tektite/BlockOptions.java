package dev.tektite;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How some blocks differ from the others: a name, limits, and whom they share a commit with.
///
/// Use it as `db.with(BlockOptions.named("import").alone()).write(…)`.
///
/// *Immutable.*
public final class BlockOptions {
  private static final BlockOptions NONE = new BlockOptions(null, null, null, false, false);

  private final @Nullable String label;
  private final @Nullable Duration waitLimit;
  private final @Nullable Duration runLimit;
  private final boolean alone;
  private final boolean once;

  private BlockOptions(
      @Nullable String label,
      @Nullable Duration waitLimit,
      @Nullable Duration runLimit,
      boolean alone,
      boolean once) {
    this.label = label;
    this.waitLimit = waitLimit;
    this.runLimit = runLimit;
    this.alone = alone;
    this.once = once;
  }

  /// Blocks as the database's own options have them.
  public static BlockOptions defaults() {
    return NONE;
  }

  /// Blocks with a name, for messages and statistics.
  public static BlockOptions named(String label) {
    return NONE.label(label);
  }

  /// The name, or `null`.
  public @Nullable String label() {
    return label;
  }

  /// A copy with a name.
  public BlockOptions label(String label) {
    if (label.isBlank()) {
      throw new IllegalArgumentException("expected a label, but it was blank");
    }
    return new BlockOptions(label, waitLimit, runLimit, alone, once);
  }

  /// How long a block waits to begin, or `null` for what the database says.
  public @Nullable Duration waitLimit() {
    return waitLimit;
  }

  /// A copy whose blocks wait no longer than this to begin.
  ///
  /// @param limit zero or more
  public BlockOptions waitLimit(Duration limit) {
    return new BlockOptions(label, Limits.requireWait(limit), runLimit, alone, once);
  }

  /// How long a block may run, or `null` for what the database says.
  public @Nullable Duration runLimit() {
    return runLimit;
  }

  /// A copy whose blocks are stopped when they run longer than this.
  ///
  /// @param limit more than zero
  public BlockOptions runLimit(Duration limit) {
    return new BlockOptions(label, waitLimit, Limits.requireRun(limit), alone, once);
  }

  /// Whether write blocks share their commit with nobody.
  public boolean isAlone() {
    return alone;
  }

  /// A copy whose write blocks share their commit with nobody: for imports and other long blocks,
  /// whose neighbours would have to wait for them. Reads are not affected.
  public BlockOptions alone() {
    return new BlockOptions(label, waitLimit, runLimit, true, once);
  }

  /// Whether write blocks never run twice.
  public boolean isOnce() {
    return once;
  }

  /// A copy whose write blocks never run twice, which needs a commit of their own. Reads are not
  /// affected.
  public BlockOptions once() {
    return new BlockOptions(label, waitLimit, runLimit, alone, true);
  }
}
