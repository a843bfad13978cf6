package dev.tektite.probe;

import dev.tektite.observe.BlockListener;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who looks on at the moment.
///
/// *Immutable.*
///
/// @param listeners who is asked and told, in order
/// @param meter what counts, or `null`
/// @param slow what logs slow blocks, or `null`
/// @param profiler what adds up the cost of statements, or `null`
/// @param changes whether somebody wants to know the tables that change
record Lookouts(
    List<BlockListener> listeners,
    @Nullable Meter meter,
    @Nullable SlowBlocks slow,
    @Nullable Profiler profiler,
    boolean changes) {
  static final Lookouts NOBODY = new Lookouts(List.of(), null, null, null, false);

  /// Whether nobody looks on.
  boolean isNobody() {
    return listeners.isEmpty() && meter == null && slow == null && profiler == null && !changes;
  }

  /// Whether the cost of single statements is wanted.
  boolean wantsStatements() {
    return slow != null || profiler != null;
  }

  Lookouts plus(BlockListener listener) {
    return with(Stream.concat(listeners.stream(), Stream.of(listener)).toList());
  }

  /// Without one listener, the latest where it is there more than once.
  Lookouts minus(BlockListener listener) {
    int at = -1;
    for (int i = 0; i < listeners.size(); i++) {
      at = listeners.get(i) == listener ? i : at;
    }
    int gone = at;
    return with(
        Stream.iterate(0, i -> i < listeners.size(), i -> i + 1)
            .filter(i -> i != gone)
            .map(listeners::get)
            .toList());
  }

  private Lookouts with(List<BlockListener> others) {
    return new Lookouts(others, meter, slow, profiler, changes);
  }

  Lookouts changes(boolean wanted) {
    return new Lookouts(listeners, meter, slow, profiler, wanted);
  }
}
