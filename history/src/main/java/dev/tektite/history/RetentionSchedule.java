package dev.tektite.history;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs of a retention at the start and then each time when a period has passed. A run that failed
/// does not keep the next one from coming.
///
/// Closing it cancels the run under way after the block that it is in. It ends by itself when it
/// finds the database closed.
///
/// *Safe for any number of threads.*
public final class RetentionSchedule implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RetentionSchedule.class.getName());

  private final Retention retention;
  private final long periodNanos;
  private final Cancel cancel = new Cancel();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread thread;

  // Under the lock.
  private @Nullable Sweep latest;
  private long sweeps;

  RetentionSchedule(Retention retention, Duration period) {
    this.retention = retention;
    this.periodNanos = nanos(period);
    this.thread = Thread.ofVirtual().name("tektite-history-retention").start(this::run);
  }

  private static long nanos(Duration period) {
    try {
      return period.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private void run() {
    while (!cancel.isWished() && !retention.isOver()) {
      long start = System.nanoTime();
      sweepBeside();
      rest(start);
    }
  }

  /// On a platform thread, since the queries may take long, and a virtual thread would hold its
  /// carrier meanwhile.
  private void sweepBeside() {
    Thread sweeping = Thread.ofPlatform().daemon().name("tektite-history-sweep").start(this::sweep);
    try {
      sweeping.join();
    } catch (InterruptedException e) {
      cancel.wish(); // nobody else has this thread
    }
  }

  private void sweep() {
    try {
      done(retention.sweep(cancel));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a run of the retention failed; the next one will come", e);
    }
  }

  private void done(Sweep sweep) {
    lock.lock();
    try {
      latest = sweep;
      sweeps++;
    } finally {
      lock.unlock();
    }
  }

  private void rest(long start) {
    lock.lock();
    try {
      long left = periodNanos - (System.nanoTime() - start);
      while (left > 0 && !cancel.isWished()) {
        left = closing.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      cancel.wish(); // nobody else has this thread
    } finally {
      lock.unlock();
    }
  }

  /// How many runs have ended.
  public long sweeps() {
    lock.lock();
    try {
      return sweeps;
    } finally {
      lock.unlock();
    }
  }

  /// The result of the latest run that has ended, or `null` if none has.
  public @Nullable Sweep latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /// Cancels the run under way after the block that it is in, and all later ones, without waiting.
  public void cancel() {
    cancel.wish();
    lock.lock();
    try {
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Cancels the run under way and all later ones, and waits until it has ended. Not inside a block
  /// that writes. Closing twice does nothing.
  @Override
  public void close() {
    cancel();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
