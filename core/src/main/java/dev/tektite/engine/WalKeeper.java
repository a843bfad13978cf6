package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.wal.WalCheckpoint;
import dev.tektite.wal.WalStatus;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the log small: copies it into the database off the writers' path, and lets it start anew.
///
/// *Safe for any number of threads.*
final class WalKeeper {
  /*
   * SQLite's automatic checkpoints are off; all checkpoints of a database happen here.
   *
   * PASSIVE copies frames "without interfering" with anybody, from a connection of its own. But the
   * log starts anew only when all of it has been copied and nobody reads from it, which under
   * continuous writes never comes by itself. So, when few frames are left, the keeper takes the turn
   * like a block and has the log start anew (LogRestart), if that is likely to be over soon
   * (LogPlan). In quiet time it cuts a file that has grown. All of that is LogWork; when it is done,
   * and by whom, is decided here.
   *
   * What else it looks at: who pins the log (PinWatch), its ceiling, the disk. The log is given to
   * an archive before it is copied (LogArchiver).
   *
   * One thread of the process runs all keepers. A keeper is scheduled while there were commits
   * lately, more rarely while something is left to do, and not at all otherwise.
   *
   *   who commits                      the keeper's thread       close, checkpoint by hand
   *   dirty = true
   *   scheduled, by CAS  ---------->   lock; dirty = false       lock
   *                                    looks at the log          stopped, or a checkpoint
   *                                    turn, if need be          turn
   *                                    tells what it saw
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tektite-keeper").factory());

  private static final long TICK_MILLIS = 20;
  private static final long SLOW_TICK_MILLIS = 250;
  private static final long SAY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String file;
  private final LogWork work;
  private final ReentrantLock lock = new ReentrantLock();

  // By CAS: who sets it has a tick run soon, so that there is one chain of ticks at most.
  private final AtomicBoolean scheduled = new AtomicBoolean();
  // Set by whoever commits, cleared by the keeper before it looks at the log.
  private volatile boolean dirty;
  // Set by who closes; read by whoever commits or has the lock.
  private volatile boolean stopped;
  // Under the lock.
  private boolean problemSaid;
  private long problemSaidAt;

  WalKeeper(
      Opener opener,
      String file,
      LogSettings settings,
      Writer writer,
      ReaderPool readers,
      PinWatch pins) {
    this.file = file;
    this.work = new LogWork(opener, file, settings, writer, readers, pins);
  }

  /// To be called when the database has been opened: there may be a log from before.
  void opened() {
    if (work.isLong()) {
      committed();
    }
  }

  /// To be called after every commit.
  void committed() {
    if (!dirty) {
      dirty = true;
    }
    schedule(TICK_MILLIS);
  }

  private void schedule(long millis) {
    if (!scheduled.get() && !stopped && scheduled.compareAndSet(false, true)) {
      var _ = SCHEDULER.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }
  }

  /// One look at the log.
  void tick() {
    if (!lock.tryLock()) { // a checkpoint by hand: this thread is that of all databases
      scheduled.set(false);
      schedule(SLOW_TICK_MILLIS);
      return;
    }
    try {
      scheduled.set(false);
      if (!stopped) {
        boolean commits = dirty;
        dirty = false;
        boolean more = work.look(commits);
        problemSaid = false;
        if (more || dirty) {
          schedule(work.isVeryQuiet() ? SLOW_TICK_MILLIS : TICK_MILLIS);
        }
      }
    } catch (Throwable e) {
      failed(e);
      schedule(SLOW_TICK_MILLIS);
    } finally {
      lock.unlock();
    }
  }

  private void failed(Throwable e) {
    long now = System.nanoTime();
    work.failed(String.valueOf(e.getMessage()));
    if (!problemSaid || now - problemSaidAt > SAY_AGAIN_NANOS) {
      problemSaid = true;
      problemSaidAt = now;
      String what = "The log of %s could not be copied, and grows; trying again".formatted(file);
      LOGGER.log(Level.WARNING, what, e);
    }
  }

  // ---- by hand ----

  /// Runs a checkpoint. Waits for its turn, and for readers, but never inside SQLite, and holds up
  /// writers for short times only.
  ///
  /// @param waitNanos how long to wait at most
  WalCheckpoint checkpoint(CheckpointMode mode, long waitNanos) {
    long until = System.nanoTime() + waitNanos;
    lock(until);
    try {
      if (stopped) {
        throw Closing.error(file);
      }
      return work.checkpoint(mode, until, () -> stopped);
    } finally {
      lock.unlock();
    }
  }

  private void lock(long until) {
    try {
      if (!lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new DatabaseException.Busy(
            "The keeper of the log of %s has been at work until the time was up".formatted(file));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException.Cancelled(
          "The thread was interrupted while it waited for the keeper of the log of " + file, e);
    }
  }

  /// How the log stands.
  WalStatus status() {
    return work.status();
  }

  // ---- closing ----

  /// Ends all work of its own accord, and waits for what is under way.
  ///
  /// @return whether that has ended in time
  boolean stop(long patienceNanos) {
    stopped = true; // so that a checkpoint by hand gives up
    long until = System.nanoTime() + patienceNanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          boolean ended = lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (ended) {
            lock.unlock();
          }
          return ended;
        } catch (InterruptedException e) {
          interrupted = true; // what is being closed must not be left half open
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Goes on after [#stop()].
  void resume() {
    stopped = false;
    schedule(TICK_MILLIS);
  }

  /// Gives the archive what it has not been given yet. After [#stop()], with the turn.
  void archiveRest() {
    lock.lock();
    try {
      work.archiveRest();
    } finally {
      lock.unlock();
    }
  }

  /// Closes its connections. After [#stop()].
  void closeConnection() {
    lock.lock();
    try {
      work.close();
    } finally {
      lock.unlock();
    }
  }
}
