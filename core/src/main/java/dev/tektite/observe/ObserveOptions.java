package dev.tektite.observe;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is noted about the work of a database. The noun reads; the same noun with an argument gives
/// a changed copy.
///
/// *Immutable.*
public final class ObserveOptions {
  private static final ObserveOptions NONE = new ObserveOptions(List.of(), false, null, 0);

  private final List<BlockListener> listeners;
  private final boolean metrics;
  private final @Nullable Duration slowBlocks;
  private final int profiledStatements;

  private ObserveOptions(
      List<BlockListener> listeners,
      boolean metrics,
      @Nullable Duration slowBlocks,
      int profiledStatements) {
    this.listeners = listeners;
    this.metrics = metrics;
    this.slowBlocks = slowBlocks;
    this.profiledStatements = profiledStatements;
  }

  /// Nothing is noted.
  public static ObserveOptions none() {
    return NONE;
  }

  /// Who is asked and told about blocks, in order. Default: nobody.
  public List<BlockListener> listeners() {
    return listeners;
  }

  /// A copy with one more listener, after the others.
  public ObserveOptions listener(BlockListener listener) {
    return new ObserveOptions(
        Stream.concat(listeners.stream(), Stream.of(listener)).toList(),
        metrics,
        slowBlocks,
        profiledStatements);
  }

  /// Whether blocks are counted and their durations kept. Default: no.
  public boolean metrics() {
    return metrics;
  }

  /// A copy that counts blocks and keeps their durations, or does not.
  public ObserveOptions metrics(boolean metrics) {
    return new ObserveOptions(listeners, metrics, slowBlocks, profiledStatements);
  }

  /// From which total duration on a block is logged as slow, or `null` for never. Default: `null`.
  public @Nullable Duration slowBlocks() {
    return slowBlocks;
  }

  /// A copy that logs blocks that take this long or longer, from the call to the end.
  ///
  /// @param threshold zero or more, or `null` for never
  public ObserveOptions slowBlocks(@Nullable Duration threshold) {
    if (threshold != null && threshold.isNegative()) {
      throw new IllegalArgumentException(
          "expected a threshold of 0 or more for slow blocks, but was " + threshold);
    }
    return new ObserveOptions(listeners, metrics, threshold, profiledStatements);
  }

  /// How many statements the profiler tells apart; 0 for no profiler. Default: 0.
  public int profiledStatements() {
    return profiledStatements;
  }

  /// A copy whose profiler tells so many statements apart. When there are more, those that have
  /// taken the least time are forgotten.
  ///
  /// @param most 0 to 100000
  public ObserveOptions profiledStatements(int most) {
    if (most < 0 || most > 100_000) {
      throw new IllegalArgumentException(
          "expected 0 <= profiledStatements <= 100000, but was " + most);
    }
    return new ObserveOptions(listeners, metrics, slowBlocks, most);
  }
}
