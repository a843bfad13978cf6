package dev.tektite.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is to be done again and again, for all databases of the process: on one thread, one after
/// another, and on none while nothing is scheduled.
///
/// *Safe for any number of threads.*
public final class Timetable {
  /// The one of the process.
  public static final Timetable SHARED = new Timetable();

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  /// So often clocks are looked at again: they can be set, and computers sleep.
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All fields below: under the lock.
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Thread thread;
  private @Nullable Entry running;

  Timetable() {}

  /// Something that is to be done again and again, until it is closed.
  ///
  /// *Safe for any number of threads.*
  public final class Entry implements AutoCloseable {
    private final InstantSource clock;
    private final @Nullable Duration every;
    private final Runnable job;

    // Under the lock.
    private Instant due;

    private Entry(InstantSource clock, Instant due, @Nullable Duration every, Runnable job) {
      this.clock = clock;
      this.due = due;
      this.every = every;
      this.job = job;
    }

    private long nanosLeft() {
      Duration left = Duration.between(clock.instant(), due);
      if (left.isNegative()) {
        return 0; // by centuries, perhaps: clocks can be set to anything
      }
      return left.compareTo(Duration.ofSeconds(1)) > 0 ? LONGEST_SLEEP_NANOS : left.toNanos();
    }

    /// Takes it out; if it is being done just now, interrupts it and waits until it has ended, 10 s
    /// at most. Closing twice does nothing.
    @Override
    public void close() {
      remove(this);
    }
  }

  /// Adds something that is done first when the interval has passed, and then again and again, each
  /// time so long after it has ended.
  ///
  /// @param job what it throws is logged
  public Entry every(InstantSource clock, Duration interval, Runnable job) {
    return add(new Entry(clock, clock.instant().plus(interval), interval, job));
  }

  /// Adds something that is done soon, once.
  ///
  /// @param job what it throws is logged
  public Entry soon(InstantSource clock, Runnable job) {
    return add(new Entry(clock, clock.instant(), null, job));
  }

  private Entry add(Entry entry) {
    lock.lock();
    try {
      entries.add(entry);
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("tektite-timetable").start(this::run);
      }
      changed.signalAll();
      return entry;
    } finally {
      lock.unlock();
    }
  }

  private void remove(Entry entry) {
    lock.lock();
    try {
      entries.remove(entry);
      changed.signalAll();
      Thread runner = thread;
      if (running == entry && runner != null && runner != Thread.currentThread()) {
        runner.interrupt();
        awaitEnd(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd(Entry entry) {
    long left = PATIENCE_NANOS;
    boolean interrupted = false;
    while (running == entry && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true; // what is being closed must not be left half open
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (Entry entry = next(); entry != null; entry = next()) {
      try {
        entry.job.run();
      } catch (Throwable e) {
        failed(e);
      }
      ended(entry);
    }
  }

  private static void failed(Throwable problem) {
    try {
      LOGGER.log(Level.WARNING, "Something that was scheduled failed", problem);
    } catch (Throwable e) {
      // the others are to be done all the same
    }
  }

  /// Waits until something is due.
  ///
  /// @return what, or `null` when nothing is scheduled any more
  private @Nullable Entry next() {
    lock.lock();
    try {
      while (!entries.isEmpty()) {
        Entry first = earliest();
        long left = first.nanosLeft();
        if (left <= 0) {
          running = first;
          return first;
        }
        long unused = changed.awaitNanos(left);
        assert unused <= left;
      }
      thread = null;
      return null;
    } catch (InterruptedException e) {
      return next(); // it was meant for what ran before
    } finally {
      lock.unlock();
    }
  }

  private Entry earliest() {
    return entries.stream().min(Comparator.comparingLong(Entry::nanosLeft)).orElseThrow();
  }

  private void ended(Entry entry) {
    lock.lock();
    try {
      Thread.interrupted(); // it was meant for what has ended
      running = null;
      if (entry.every == null) {
        entries.remove(entry);
      } else {
        entry.due = entry.clock.instant().plus(entry.every);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
