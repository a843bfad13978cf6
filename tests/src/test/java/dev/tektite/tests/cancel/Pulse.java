package dev.tektite.tests.cancel;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/// How late the machine itself is: a thread that wants to wake up each millisecond notes when it
/// did.
///
/// *Safe for any number of threads.*
final class Pulse implements AutoCloseable {
  private static final long BEAT_NANOS = 1_000_000;
  private static final long WORTH_NOTING_NANOS = 1_000_000;

  // By the moment when it did wake up.
  private final ConcurrentSkipListMap<Long, Long> lateness = new ConcurrentSkipListMap<>();
  private volatile boolean closed; // by close
  private final Thread thread = Thread.ofPlatform().daemon().name("pulse").start(this::beat);

  private void beat() {
    while (!closed) {
      long due = System.nanoTime() + BEAT_NANOS;
      LockSupport.parkNanos(this, BEAT_NANOS);
      long now = System.nanoTime();
      if (now - due > WORTH_NOTING_NANOS) {
        lateness.put(now, now - due);
      }
    }
  }

  /// How late it was at worst at any time between two moments, in nanoseconds.
  long worst(long from, long to) {
    long worst = 0;
    for (Map.Entry<Long, Long> late : lateness.tailMap(from).entrySet()) {
      if (late.getKey() - late.getValue() > to) {
        break;
      }
      worst = Math.max(worst, late.getValue());
    }
    return worst;
  }

  /// How late it was at worst.
  long worst() {
    return lateness.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
