package dev.tektite.probe;

import dev.tektite.observe.BlockEvent;
import dev.tektite.observe.BlockKind;
import dev.tektite.observe.BlockMetrics;
import dev.tektite.observe.Metrics;
import java.util.EnumMap;
import java.util.Map;

/// Counts blocks and keeps their durations.
///
/// *Safe for any number of threads.*
final class Meter {
  private final Map<BlockKind, KindMeter> kinds = new EnumMap<>(BlockKind.class);

  Meter() {
    for (BlockKind kind : BlockKind.values()) {
      kinds.put(kind, new KindMeter());
    }
  }

  void note(BlockEvent event) {
    KindMeter meter = kinds.get(event.kind());
    if (meter != null) {
      meter.note(event);
    }
  }

  Metrics metrics(long commits) {
    Map<BlockKind, BlockMetrics> all = new EnumMap<>(BlockKind.class);
    kinds.forEach((kind, meter) -> all.put(kind, meter.metrics()));
    return new Metrics(commits, all);
  }
}
