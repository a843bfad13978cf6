package dev.tektite.engine;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The one thread of the process that looks after running blocks: stops those that were interrupted
/// or are late, takes back offers that nobody takes, and keeps a coarse clock.
///
/// It ticks while any block runs and sleeps otherwise.
///
/// ```
///   a block                            the watcher
///   says that it runs                  asleep = true
///   looks at asleep  -> wakes it       looks for running blocks  -> asleep = false
/// ```
///
/// Each writes before it reads, so that at least one of them sees the other.
///
/// *Safe for any number of threads.*
final class Watcher {
  /// What it looks after: one open database.
  interface Watched {
    /// Looks at everything that runs.
    ///
    /// @return whether anything does
    boolean watch(long now);

    /// Lets go of what needs looking after, because nobody will look until the next block begins.
    void rest();
  }

  static final Watcher SHARED = new Watcher();

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final long TICK_NANOS = 2_000_000;
  private static final int QUIET_TICKS = 500;
  private static final long LINGER_NANOS = 5_000_000_000L;

  private final List<Watched> watched = new CopyOnWriteArrayList<>();
  private volatile long now = System.nanoTime();
  private volatile boolean asleep;

  // Guarded by this.
  private boolean running;

  // Written under the lock; read by anybody.
  private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

  private Watcher() {}

  /// The time of the latest tick, by [System#nanoTime()]; at most a few milliseconds old while a
  /// block runs.
  long now() {
    return now;
  }

  /// To be called by every block after it has said that it runs.
  void blockBegins() {
    if (asleep) {
      wake();
    }
  }

  private void wake() {
    now = System.nanoTime();
    LockSupport.unpark(thread);
  }

  /// Starts looking after a database.
  synchronized void add(Watched database) {
    watched.add(database);
    if (running) {
      LockSupport.unpark(thread);
    } else {
      running = true;
      asleep = false;
      thread = Thread.ofPlatform().daemon().name("tektite-watcher").start(this::run);
    }
  }

  /// Stops looking after a database; the thread ends soon after the last one.
  void remove(Watched database) {
    watched.remove(database);
    LockSupport.unpark(thread);
  }

  private void run() {
    int quiet = 0;
    while (isNeeded()) {
      LockSupport.parkNanos(this, TICK_NANOS);
      quiet = tick() ? 0 : quiet + 1;
      if (quiet > QUIET_TICKS) {
        sleep();
        quiet = 0;
      }
    }
  }

  /// Whether there is a database to look after, or comes one soon: to start a thread for each of
  /// many short lives would cost more than all else.
  private boolean isNeeded() {
    if (watched.isEmpty()) {
      LockSupport.parkNanos(this, LINGER_NANOS);
    }
    return !watched.isEmpty() || !endsHere();
  }

  private synchronized boolean endsHere() {
    running = !watched.isEmpty();
    return !running;
  }

  private void sleep() {
    asleep = true;
    if (!tick()) {
      rest();
      if (!tick() && !watched.isEmpty()) { // resting may have used up a wake-up
        LockSupport.park(this);
      }
    }
    asleep = false;
    now = System.nanoTime();
  }

  private void rest() {
    for (Watched database : watched) {
      try {
        database.rest();
      } catch (Throwable e) {
        met(e);
      }
    }
  }

  private boolean tick() {
    long time = System.nanoTime();
    now = time;
    boolean active = false;
    for (Watched database : watched) {
      try {
        active |= database.watch(time);
      } catch (Throwable e) {
        active = true; // what runs is unknown: it must not sleep
        met(e);
      }
    }
    return active;
  }

  /// Nothing may end the watcher: those who wait have no timer of their own.
  private static void met(Throwable problem) {
    try {
      LOGGER.log(Level.WARNING, "The watcher met a problem and goes on", problem);
    } catch (Throwable e) {
      // there is nobody left to tell
    }
  }
}
