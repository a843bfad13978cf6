package dev.tektite.sqlite;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Which Java object a call from C is meant for, by the number that SQLite passes along.
///
/// A number is never used twice, so that a call that comes too late finds nothing.
final class Registrations {
  private static final ConcurrentHashMap<Long, Object> LIVE = new ConcurrentHashMap<>();
  private static final AtomicLong LATEST = new AtomicLong();

  private Registrations() {}

  /// Makes an object known under a fresh number.
  static long add(Object target) {
    long number = LATEST.incrementAndGet();
    LIVE.put(number, target);
    return number;
  }

  /// Forgets a number.
  static void remove(long number) {
    LIVE.remove(number);
  }

  /// The object of a number, or `null` if it has been forgotten.
  static <T> @Nullable T find(long number, Class<T> type) {
    Object target = LIVE.get(number);
    return type.isInstance(target) ? type.cast(target) : null;
  }

  /// How many are known.
  static int size() {
    return LIVE.size();
  }
}
