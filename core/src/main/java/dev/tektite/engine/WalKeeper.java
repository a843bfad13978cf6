package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.CheckpointResult;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.wal.WalCheckpoint;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStatus;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
   * (LogPlan). In quiet time it cuts a file that has grown.
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
   *                                    seen = what it saw
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tektite-keeper").factory());

  private static final long TICK_MILLIS = 20;
  private static final long SLOW_TICK_MILLIS = 250;
  private static final int QUIET_TICKS = 50;
  private static final int VERY_QUIET_TICKS = 500;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SAY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /// What the latest look has shown.
  private record Seen(
      int frames, int copied, long bytes, @Nullable Culprit culprit, @Nullable String problem) {}

  private final String file;
  private final @Nullable Path logFile;
  private final WalPolicy policy;
  private final LogConnection log;
  private final LogArchiver archiver;
  private final LogRestart restart;
  private final LogPlan plan;
  private final PinWatch pins;
  private final Ceiling ceiling;
  private final DiskReserve disk;
  private final Admission admission;
  private final ReentrantLock lock = new ReentrantLock();

  // By CAS: who sets it has a tick run soon, so that there is one chain of ticks at most.
  private final AtomicBoolean scheduled = new AtomicBoolean();
  // Set by whoever commits, cleared by the keeper before it looks at the log.
  private volatile boolean dirty;
  // Set by who closes; read by whoever commits or has the lock.
  private volatile boolean stopped;
  // Written under the lock; read by anybody.
  private volatile Seen seen = new Seen(0, 0, 0, null, null);
  private volatile @Nullable WalCheckpoint last;

  // Under the lock.
  private int quietTicks;
  private @Nullable String problem;
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
    this.policy = settings.policy();
    this.logFile = settings.file() == null ? null : Path.of(settings.file() + "-wal");
    this.log = new LogConnection(opener);
    this.archiver = new LogArchiver(policy.archive(), log, opener, file);
    this.restart = new LogRestart(log, archiver, writer, readers);
    this.plan = new LogPlan(policy, log);
    this.pins = pins;
    this.admission = writer.admission();
    this.ceiling = new Ceiling(file, policy, admission);
    this.disk = new DiskReserve(file, policy.diskReserveBytes(), settings.disk(), admission);
  }

  /// To be called when the database has been opened: there may be a log from before.
  void opened() {
    if (plan.isCutDue(fileBytes())) {
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
    lock.lock();
    try {
      scheduled.set(false);
      if (!stopped) {
        boolean more = look();
        if (more || dirty) {
          schedule(quietTicks < VERY_QUIET_TICKS ? TICK_MILLIS : SLOW_TICK_MILLIS);
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
    problem = String.valueOf(e.getMessage());
    Seen was = seen;
    seen = new Seen(was.frames, was.copied, was.bytes, was.culprit, problem);
    if (!problemSaid || now - problemSaidAt > SAY_AGAIN_NANOS) {
      problemSaid = true;
      problemSaidAt = now;
      String what = "The log of %s could not be copied, and grows; trying again".formatted(file);
      LOGGER.log(Level.WARNING, what, e);
    }
  }

  /// @return whether there is more to do later
  private boolean look() {
    boolean commits = dirty;
    dirty = false;
    quietTicks = commits ? 0 : quietTicks + 1;
    log.attach();
    try {
      disk.look();
      return work();
    } catch (Throwable e) {
      publish(); // how long the log has become all the same
      throw e;
    } finally {
      log.detach();
    }
  }

  private boolean work() {
    int frames = log.frames();
    if (plan.isCopyDue(frames, log.copiedFrames())) {
      copy();
    }
    long now = System.nanoTime();
    frames = log.frames();
    long expected = pins.expectedNanos(now);
    plan.reading(expected);
    if (!pins.isStuck(now) && plan.isRestartDue(frames, log.copiedFrames(), expected, now)) {
      startAnew(frames);
    }
    if (quietTicks >= QUIET_TICKS && quietTicks % QUIET_TICKS == 0) {
      settle();
    }
    problem = null;
    problemSaid = false;
    publish();
    return quietTicks < QUIET_TICKS
        || admission.isRestricted()
        || log.frames() > log.copiedFrames();
  }

  private void publish() {
    long now = System.nanoTime();
    int frames = log.frames();
    Culprit culprit = pins.culprit(now);
    long bytes = log.bytes(frames);
    ceiling.look(bytes, culprit, now);
    seen = new Seen(frames, log.copiedFrames(), bytes, culprit, problem);
  }

  private void copy() {
    long startedAt = System.nanoTime();
    done(CheckpointMode.PASSIVE, 0, restart.copy(), startedAt);
  }

  /// @param before the frames before it, of which a log that was cut tells nothing any more
  private WalCheckpoint done(
      CheckpointMode mode, int before, CheckpointResult result, long startedAt) {
    pins.copied(result);
    boolean complete = !result.busy() && result.copiedFrames() >= result.logFrames();
    int frames = Math.max(before, result.logFrames());
    var checkpoint =
        new WalCheckpoint(
            mode,
            Instant.now(),
            frames,
            complete ? frames : result.copiedFrames(),
            log.bytes(frames),
            Duration.ofNanos(System.nanoTime() - startedAt),
            complete);
    last = checkpoint;
    return checkpoint;
  }

  private void startAnew(int frames) {
    boolean cut = plan.isCutDueUnderLoad(fileBytes());
    CheckpointMode mode = cut ? CheckpointMode.TRUNCATE : CheckpointMode.RESTART;
    if (attempt(mode, plan.readersNanos(frames))) {
      plan.succeeded(log.frames());
    } else {
      plan.failed(frames, System.nanoTime());
    }
  }

  /// @return whether it was done
  private boolean attempt(CheckpointMode mode, long readersNanos) {
    long startedAt = System.nanoTime();
    int frames = log.frames();
    try {
      CheckpointResult result = restart.attempt(mode, TURN_NANOS, readersNanos);
      done(mode, frames, result, startedAt);
      return !result.busy();
    } catch (DatabaseException.Busy e) {
      LOGGER.log(Level.DEBUG, "The keeper of {0} did not get the turn in time", file);
      return false;
    }
  }

  /// Copies everything, and cuts a file that has grown: a small one is kept, since it is cheaper to
  /// write over its blocks than to have the file system find new ones at each flush.
  private void settle() {
    if (plan.isCutDue(fileBytes())) {
      attempt(CheckpointMode.TRUNCATE, 0);
    } else if (log.frames() > log.copiedFrames()) {
      attempt(CheckpointMode.FULL, 0);
    }
  }

  private long fileBytes() {
    try {
      return logFile == null ? log.bytes(log.frames()) : Files.size(logFile);
    } catch (IOException e) {
      return 0; // there is none
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
      log.attach();
      try {
        return byHand(mode, until);
      } finally {
        publish();
        log.detach();
      }
    } finally {
      lock.unlock();
    }
  }

  private WalCheckpoint byHand(CheckpointMode mode, long until) {
    long startedAt = System.nanoTime();
    int frames = log.frames();
    CheckpointResult result =
        mode == CheckpointMode.PASSIVE
            ? restart.copy()
            : restart.politely(mode, until, () -> stopped);
    return done(mode, frames, result, startedAt);
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
    Seen now = seen;
    return new WalStatus(
        now.bytes,
        fileBytesOf(now),
        now.frames,
        now.copied,
        policy.ceilingBytes(),
        last,
        now.culprit == null ? null : now.culprit.pin(),
        admission.refusal(),
        now.problem);
  }

  private long fileBytesOf(Seen now) {
    try {
      return logFile == null ? now.bytes : Files.size(logFile);
    } catch (IOException e) {
      return 0; // there is none
    }
  }

  // ---- closing ----

  /// Ends all work of its own accord; waits for what is under way.
  void stop() {
    stopped = true; // so that a checkpoint by hand gives up
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /// Goes on after [#stop()].
  void resume() {
    stopped = false;
    schedule(TICK_MILLIS);
  }

  /// Gives the archive what it has not been given yet. After [#stop()], with the turn.
  void archiveRest() {
    if (archiver.isWanted()) {
      lock.lock();
      try {
        log.attach();
        try {
          restart.copy();
        } finally {
          log.detach();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /// Closes its connections. After [#stop()].
  void closeConnection() {
    lock.lock();
    try {
      archiver.close();
      log.close();
    } finally {
      lock.unlock();
    }
  }
}
