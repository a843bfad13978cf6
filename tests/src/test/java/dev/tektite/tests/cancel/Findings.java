package dev.tektite.tests.cancel;

import dev.tektite.tests.load.Pulse;
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
  /// @param plan what it did
  /// @param dueAt when it was interrupted, or its limit passed
  /// @param endedAt when its call returned
  record Stop(Plan plan, long dueAt, long endedAt) {
    long nanos() {
      return endedAt - dueAt;
    }
  }

  void mistake(Plan plan, String what, Throwable cause) {
    mistakes.add("%s: %s: %s".formatted(plan, what, cause));
  }

  /// How long those stops took in whose time the machine was not late, the shortest first, in
  /// nanoseconds.
  List<Long> undisturbed(Pulse pulse) {
    return stops.stream()
        .filter(stop -> pulse.wasQuiet(stop.dueAt(), stop.endedAt()))
        .map(stop -> Math.max(0, stop.nanos()))
        .sorted()
        .toList();
  }

  /// How long the stops took, the shortest first, in nanoseconds; without what the machine itself
  /// was late in that time, see [Pulse#late].
  List<Long> excess(Pulse pulse) {
    return stops.stream()
        .map(stop -> Math.max(0, stop.nanos() - pulse.late(stop.dueAt(), stop.endedAt())))
        .sorted()
        .toList();
  }

  /// How long the stops took, the shortest first, in nanoseconds.
  List<Long> elapsed() {
    return stops.stream().map(stop -> Math.max(0, stop.nanos())).sorted().toList();
  }
}
