package dev.tektite.tests.cancel;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// What the threads of the load note.
///
/// *Safe for any number of threads.*
final class Findings {
  final Queue<Stop> stops = new ConcurrentLinkedQueue<>();
  final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
  final Set<Long> stored = ConcurrentHashMap.newKeySet();
  final AtomicLong unharmed = new AtomicLong();
  final AtomicLong stopsDrawn = new AtomicLong();

  /// A block that was stopped.
  ///
  /// @param dueAt when it was interrupted, or its limit passed
  /// @param endedAt when its call returned
  record Stop(long dueAt, long endedAt) {
    long nanos() {
      return endedAt - dueAt;
    }
  }

  void mistake(Plan plan, String what, Throwable cause) {
    mistakes.add("%s: %s: %s".formatted(plan, what, cause));
  }

  /// How long the stops took, the shortest first, in nanoseconds; of each is taken what the machine
  /// was late in that time, twice: for the watcher that stops a block, and for the block's thread.
  List<Long> excess(Pulse pulse) {
    return stops.stream()
        .map(stop -> Math.max(0, stop.nanos() - 2 * pulse.worst(stop.dueAt(), stop.endedAt())))
        .sorted()
        .toList();
  }

  /// How long the stops took, the shortest first, in nanoseconds.
  List<Long> elapsed() {
    return stops.stream().map(stop -> Math.max(0, stop.nanos())).sorted().toList();
  }
}
