package dev.tektite.block;

import org.jspecify.annotations.Nullable;

/// What a block was started with, for messages and for the watcher.
///
/// *Immutable.*
///
/// @param label the name that the caller gave, or `null`
/// @param writes whether it may write
/// @param startedAt the watcher's clock when it was started, in nanoseconds
/// @param stopAt the watcher's clock when it must have ended, or [Long#MAX_VALUE]
public record BlockInfo(@Nullable String label, boolean writes, long startedAt, long stopAt) {
  /// The block in words: `a write block "transfer"`.
  @Override
  public String toString() {
    String kind = writes ? "a write block" : "a read block";
    return label == null ? kind : kind + " \"" + label + "\"";
  }
}
