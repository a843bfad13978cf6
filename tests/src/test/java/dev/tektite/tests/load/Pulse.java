package dev.tektite.tests.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/// How late the machine itself is, told by two threads: one that wants to wake up each millisecond,
/// as the engine's watcher does, and one that only calculates, as the thread of a long statement
/// does, and notes when it was without a core.
///
/// *Safe for any number of threads.*
public final class Pulse implements AutoCloseable {
  private static final long BEAT_NANOS = 1_000_000;
  private static final long WORTH_NOTING_NANOS = 1_000_000;

  /// What a machine may be late that still counts as undisturbed.
  private static final long QUIET_NANOS = 10_000_000;

  private volatile boolean closed; // by close

  // Up to when each has told; written by its thread.
  private volatile long sleeperToldAt = System.nanoTime();
  private volatile long calculatorToldAt = System.nanoTime();

  // Delays in nanoseconds, by the moment when they were over; each filled by its thread.
  private final ConcurrentSkipListMap<Long, Long> wokenLate = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, Long> withoutCore = new ConcurrentSkipListMap<>();

  /// Starts both.
  public Pulse() {
    Thread.ofPlatform().daemon().name("pulse that sleeps").start(this::sleep);
    Thread.ofPlatform().daemon().name("pulse that calculates").start(this::calculate);
  }

  private void sleep() {
    while (!closed) {
      long due = System.nanoTime() + BEAT_NANOS;
      LockSupport.parkNanos(this, BEAT_NANOS);
      long now = System.nanoTime();
      note(wokenLate, now, now - due);
      sleeperToldAt = now;
    }
  }

  private void calculate() {
    long before = System.nanoTime();
    while (!closed) {
      long now = System.nanoTime();
      note(withoutCore, now, now - before);
      calculatorToldAt = now;
      before = now;
    }
  }

  private static void note(Map<Long, Long> delays, long now, long delay) {
    if (delay > WORTH_NOTING_NANOS) {
      delays.put(now, delay);
    }
  }

  /// What the machine adds to a stop between two moments, in nanoseconds: how late a thread was
  /// woken at worst, for the watcher, and how long a busy thread was without a core at worst, for
  /// the thread of the block.
  public long late(long from, long to) {
    return worst(wokenLate, from, to) + worst(withoutCore, from, to);
  }

  /// Whether the machine kept its own time between two moments, so that what took long there was
  /// not its doing. Waits for both threads to have come past the later one: one that is without a
  /// core cannot tell yet that it is.
  public boolean wasQuiet(long from, long to) {
    while (!closed && (sleeperToldAt - to < 0 || calculatorToldAt - to < 0)) {
      Thread.yield();
    }
    return late(from, to) < QUIET_NANOS;
  }

  private static long worst(ConcurrentSkipListMap<Long, Long> delays, long from, long to) {
    long worst = 0;
    for (Map.Entry<Long, Long> delay : delays.tailMap(from).entrySet()) {
      if (delay.getKey() - delay.getValue() > to) {
        break;
      }
      worst = Math.max(worst, delay.getValue());
    }
    return worst;
  }

  /// How late a thread was woken, or how long a busy one was without a core, at worst.
  public long worst() {
    return Math.max(
        wokenLate.values().stream().mapToLong(Long::longValue).max().orElse(0),
        withoutCore.values().stream().mapToLong(Long::longValue).max().orElse(0));
  }

  @Override
  public void close() {
    closed = true;
  }
}
