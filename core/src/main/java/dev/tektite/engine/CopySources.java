package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The sources of copies that are under way.
///
/// *Safe for any number of threads.*
final class CopySources {
  private static final long DRAIN_PAUSE_NANOS = 500_000;

  private final String file;
  private final Set<CopySource> open = ConcurrentHashMap.newKeySet();

  CopySources(String file) {
    this.file = file;
  }

  void add(CopySource source) {
    open.add(source);
  }

  void remove(CopySource source) {
    open.remove(source);
  }

  /// Those under way.
  List<CopySource> all() {
    return List.copyOf(open);
  }

  /// Asks all of them to give up, and waits until they have.
  ///
  /// @throws DatabaseException.Busy if that takes too long
  void drain(String reason, long until) {
    while (!open.isEmpty()) {
      open.forEach(source -> source.stop(reason));
      if (System.nanoTime() > until) {
        throw new DatabaseException.Busy("%s is being copied: %s".formatted(file, describe()));
      }
      LockSupport.parkNanos(this, DRAIN_PAUSE_NANOS);
    }
  }

  private String describe() {
    long now = System.nanoTime();
    return open.stream()
        .map(source ->
            "%s of thread %s for %d ms"
                .formatted(
                    source.label(),
                    source.thread().getName(),
                    TimeUnit.NANOSECONDS.toMillis(now - source.startedAt())))
        .collect(Collectors.joining(", "));
  }
}
