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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What the keeper does when it looks at the log, and what it has seen.
///
/// *One thread at a time:* who has the keeper's lock; [#status()] and [#fileBytes()] are for all.
final class LogWork {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final int QUIET_TICKS = 50;
  private static final int VERY_QUIET_TICKS = 500;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

  // Read by anybody.
  private volatile Seen seen = new Seen(0, 0, 0, null, null);
  private volatile @Nullable WalCheckpoint last;

  private int quietTicks;
  private @Nullable String problem;

  LogWork(
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

  /// One look: copies, starts the log anew, cuts it, as far as each is due.
  ///
  /// @param commits whether somebody has committed since the last one
  /// @return whether there is more to do later
  boolean look(boolean commits) {
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

  /// A checkpoint by hand. Waits for its turn, and for readers, but never inside SQLite.
  ///
  /// @param until when to give up, by [System#nanoTime()]
  /// @param ended whether to give up now
  WalCheckpoint checkpoint(CheckpointMode mode, long until, BooleanSupplier ended) {
    log.attach();
    try {
      long startedAt = System.nanoTime();
      int frames = log.frames();
      CheckpointResult result =
          mode == CheckpointMode.PASSIVE ? restart.copy() : restart.politely(mode, until, ended);
      return done(mode, frames, result, startedAt);
    } catch (DatabaseException.Busy | DatabaseException.Cancelled e) {
      throw e;
    } catch (DatabaseException e) {
      throw e.retold(
          "The log of %s could not be copied into the database file; nothing is lost: %s"
              .formatted(file, e.getMessage()));
    } finally {
      try {
        publish();
      } finally {
        log.detach();
      }
    }
  }

  /// How the log stands.
  WalStatus status() {
    Seen now = seen;
    return new WalStatus(
        now.bytes,
        fileBytes(),
        now.frames,
        now.copied,
        policy.ceilingBytes(),
        last,
        now.culprit == null ? null : now.culprit.pin(),
        admission.refusal(),
        now.problem);
  }

  /// The length of the log's file, in bytes.
  long fileBytes() {
    try {
      return logFile == null ? seen.bytes : Files.size(logFile);
    } catch (IOException e) {
      return 0; // there is none
    }
  }

  /// A look has failed.
  void failed(String message) {
    problem = message;
    Seen was = seen;
    seen = new Seen(was.frames, was.copied, was.bytes, was.culprit, message);
  }

  /// Whether nobody has committed for long.
  boolean isVeryQuiet() {
    return quietTicks >= VERY_QUIET_TICKS;
  }

  /// Whether there is a log from before that is worth a look.
  boolean isLong() {
    return plan.isCutDue(fileBytes());
  }

  /// Gives the archive what it has not been given yet. With the turn.
  void archiveRest() {
    if (archiver.isWanted()) {
      log.attach();
      try {
        restart.copy();
      } finally {
        log.detach();
      }
    }
  }

  /// Closes its connections.
  void close() {
    archiver.close();
    log.close();
  }
}
