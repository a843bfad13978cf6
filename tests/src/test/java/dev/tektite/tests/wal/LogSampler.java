package dev.tektite.tests.wal;

import dev.tektite.Database;
import dev.tektite.Snapshot;
import dev.tektite.wal.WalPin;
import dev.tektite.wal.WalStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Looks at the log all the time, while a snapshot is held now and then.
///
/// *One thread at a time.*
public final class LogSampler {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long GROW_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SHRINK_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Database db;
  private long mostUnpinned;
  private long mostPinned;
  private long slowestShrinkNanos;
  private int pins;
  private int named;

  /// @param db whose log is looked at
  public LogSampler(Database db) {
    this.db = db;
  }

  /// Looks for some time at a log that nobody pins.
  ///
  /// @throws AssertionError if it is longer than its ceiling
  public void watchUnpinned(long nanos, BooleanSupplier goOn) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until && goOn.getAsBoolean()) {
      WalStatus log = log();
      mostUnpinned = Math.max(mostUnpinned, log.fileBytes());
      if (log.fileBytes() > log.ceilingBytes()) {
        throw new AssertionError("Nobody pins the log, and it is above its ceiling: " + log);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /// Pins the log for some time, longer if it has not grown beyond its ceiling, and waits until it
  /// is small again.
  ///
  /// @throws AssertionError if the culprit is not named, or the log stays long
  public void pin(long nanos) {
    long until = System.nanoTime() + nanos;
    WalPin pinnedBy = null;
    boolean above = false;
    try (Snapshot snapshot = db.snapshot()) {
      while (System.nanoTime() < until || (!above && System.nanoTime() < until + GROW_NANOS)) {
        WalStatus log = log();
        above |= log.isAboveCeiling();
        pinnedBy = log.pinnedBy() == null ? pinnedBy : log.pinnedBy();
        mostPinned = Math.max(mostPinned, log.fileBytes());
        LockSupport.parkNanos(LOOK_NANOS);
      }
      snapshot.read(tx -> tx.query("select 1").asLong().one());
    }
    pins++;
    requireNamed(pinnedBy, above);
    awaitShrunk();
  }

  private void requireNamed(@Nullable WalPin pinnedBy, boolean above) {
    if (pinnedBy != null
        && pinnedBy.kind() == WalPin.Kind.SNAPSHOT
        && Thread.currentThread().getName().equals(pinnedBy.thread())) {
      named++;
    } else if (above) {
      throw new AssertionError("A snapshot pinned the log, but the status named " + pinnedBy);
    }
  }

  private void awaitShrunk() {
    long closedAt = System.nanoTime();
    WalStatus log = log();
    while (log.fileBytes() > log.ceilingBytes() || log.isAboveCeiling()) {
      if (System.nanoTime() - closedAt > SHRINK_NANOS) {
        throw new AssertionError("The pin has gone, and the log does not shrink: " + log);
      }
      LockSupport.parkNanos(LOOK_NANOS);
      log = log();
    }
    slowestShrinkNanos = Math.max(slowestShrinkNanos, System.nanoTime() - closedAt);
  }

  private WalStatus log() {
    WalStatus log = db.status().wal();
    if (log == null) {
      throw new AssertionError("The database has no log");
    }
    return log;
  }

  /// How often the culprit was named in the status.
  public int named() {
    return named;
  }

  @Override
  public String toString() {
    return "log at most %.1f MB unpinned, %.1f MB in %d pins (%d named), shrunk within %.1f s"
        .formatted(mostUnpinned / 1e6, mostPinned / 1e6, pins, named, slowestShrinkNanos / 1e9);
  }
}
