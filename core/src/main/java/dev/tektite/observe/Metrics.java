package dev.tektite.observe;

import java.util.Map;

/// Counters and durations since the database was opened: a picture of one moment, taken without
/// stopping anybody.
///
/// *Immutable.*
///
/// @param commits commits stored
/// @param blocks what became of the blocks, by kind; all kinds are there
public record Metrics(long commits, Map<BlockKind, BlockMetrics> blocks) {
  /// Copies the map.
  public Metrics {
    blocks = Map.copyOf(blocks);
  }

  /// What became of the blocks of one kind.
  public BlockMetrics of(BlockKind kind) {
    return blocks.getOrDefault(kind, BlockMetrics.NONE);
  }

  /// Blocks that read the newest commit.
  public BlockMetrics reads() {
    return of(BlockKind.READ);
  }

  /// Blocks that wrote.
  public BlockMetrics writes() {
    return of(BlockKind.WRITE);
  }

  /// Blocks that were submitted.
  public BlockMetrics submits() {
    return of(BlockKind.SUBMIT);
  }
}
