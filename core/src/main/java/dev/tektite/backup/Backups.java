package dev.tektite.backup;

import dev.tektite.engine.Timetable;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Backups of one database by a schedule, in a folder of their own, until it is closed.
///
/// Each is made as by `Database.backup`. When a schedule starts, it looks which backups there are:
/// one that is overdue is made at once. After a backup that succeeded, those are removed that need
/// not be kept; the newest is never removed. After one that failed, the next is tried in a minute,
/// then in 2, 4, … minutes, at most an interval.
///
/// The names of the files begin with a name and hold the time in UTC, so that they sort by time:
/// `bank-20261120T181730.123Z.db`.
///
/// *Safe for any number of threads.*
public final class Backups implements AutoCloseable {
  /*
   * The timetable of the process only looks at the clock; when a backup is due, it is made on a
   * thread of its own. The clock is looked at every few seconds, however long it is until the next
   * backup: so a clock that is set, or a machine that has slept, does no harm.
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Makes one backup.
  @FunctionalInterface
  public interface Maker {
    /// Makes a backup of the database.
    ///
    /// @param file does not exist
    BackupReport make(Path file, BackupOptions options);
  }

  private final BackupSchedule schedule;
  private final BackupFolder folder;
  private final Maker maker;
  private final Due due;

  // Held while a backup is made.
  private final ReentrantLock making = new ReentrantLock();

  // By CAS: whether a thread of the schedule's own is at work.
  private final AtomicBoolean busy = new AtomicBoolean();

  // Under the lock of this; `closed` is also read by the backup under way.
  private volatile boolean closed;
  private final List<Timetable.Entry> entries = new ArrayList<>();

  private Backups(BackupSchedule schedule, BackupFolder folder, Maker maker, Due due) {
    this.schedule = schedule;
    this.folder = folder;
    this.maker = maker;
    this.due = due;
  }

  /// Begins to make backups into a folder.
  ///
  /// @param folder is created if it is missing
  /// @param schedule with a name for the files
  /// @throws UncheckedIOException if the folder can be neither read nor created
  public static Backups start(Path folder, BackupSchedule schedule, Maker maker) {
    if (schedule.name().isEmpty()) {
      throw new IllegalArgumentException("expected a name for the files: give the schedule one");
    }
    var files = new BackupFolder(folder, schedule.name());
    var due = new Due(schedule.interval());
    try {
      Files.createDirectories(folder);
      due.foundLast(files.files().floorKey(schedule.clock().instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder %s for backups can be neither read nor created".formatted(folder), e);
    }
    var backups = new Backups(schedule, files, maker, due);
    backups.schedule();
    return backups;
  }

  private synchronized void schedule() {
    entries.add(Timetable.SHARED.soon(InstantSource.system(), this::startIfDue));
    entries.add(Timetable.SHARED.every(InstantSource.system(), LOOK, this::startIfDue));
  }

  private void startIfDue() {
    if (due.isDue(schedule.clock().instant()) && busy.compareAndSet(false, true)) {
      try {
        Thread.ofPlatform().daemon().name("tektite-backup").start(this::work);
      } catch (Throwable e) {
        busy.set(false);
        throw e;
      }
    }
  }

  private void work() {
    try {
      look();
    } catch (Throwable e) {
      LOGGER.log(Level.WARNING, "The backups in " + folder.folder() + " met a problem", e);
    } finally {
      busy.set(false);
    }
  }

  /// Looks at the clock, and makes a backup on the calling thread if one is due. A schedule does so
  /// by itself; tests with a clock of their own need not wait for it.
  ///
  /// @return whether one was due
  public boolean look() {
    making.lock();
    try {
      if (closed || !due.isDue(schedule.clock().instant())) {
        return false;
      }
      try {
        make();
      } catch (Exception _) {
        // told to the log, the listener and the status
      }
      return true;
    } finally {
      making.unlock();
    }
  }

  /// Makes a backup now, on the calling thread, whether one is due or not.
  ///
  /// @throws DatabaseException if it fails or is stopped
  /// @throws IllegalStateException after `close`
  public BackupReport backupNow() {
    making.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "The backups in %s are closed: start them again".formatted(folder.folder()));
      }
      return make();
    } finally {
      making.unlock();
    }
  }

  private BackupReport make() {
    Instant moment = unused(schedule.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    due.begins();
    BackupReport report;
    try {
      report = maker.make(folder.file(moment), options());
    } catch (Throwable e) {
      int consecutive = due.failed(schedule.clock().instant(), e, closed);
      if (!closed) {
        tellFailure(e, consecutive);
      }
      throw e;
    }
    due.succeeded(moment);
    tell(() -> schedule.listener().made(report));
    prune(moment);
    return report;
  }

  private BackupOptions options() {
    BackupOptions options = schedule.options();
    return options.replace(false).stopWhen(() -> closed || options.stopWhen().getAsBoolean());
  }

  /// A moment for which there is no file yet.
  private Instant unused(Instant moment) {
    Instant free = moment;
    while (Files.exists(folder.file(free))) {
      free = free.plusMillis(1);
    }
    return free;
  }

  private void prune(Instant newest) {
    try {
      folder.prune(schedule.keep(), newest);
    } catch (IOException | RuntimeException e) {
      due.couldNotPrune(schedule.clock().instant(), e);
      tellFailure(e, 0);
    }
  }

  private void tellFailure(Throwable failure, int consecutive) {
    LOGGER.log(
        Level.WARNING,
        consecutive == 0
            ? "Old backups in %s could not be removed".formatted(folder.folder())
            : "A backup into %s failed, %d in a row; the last good one is of %s"
                .formatted(folder.folder(), consecutive, due.lastSuccess()),
        failure);
    tell(() -> schedule.listener().failed(failure, consecutive));
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "A listener of backups threw", e);
    }
  }

  /// How the backups are doing. Looks into the folder.
  public BackupsStatus status() {
    List<Path> files;
    try {
      files = List.copyOf(folder.files().values());
    } catch (IOException | UncheckedIOException e) {
      files = List.of();
    }
    return due.status(folder.folder(), files, schedule.clock().instant(), closed);
  }

  /// What is wrong with the backups, for [dev.tektite.observe.Health]: failed, overdue; empty after
  /// `close`. Looks at no file.
  public List<HealthReason> reasons() {
    return closed ? List.of() : due.reasons(folder.folder(), schedule.clock().instant());
  }

  /// Whether it was closed.
  public boolean isClosed() {
    return closed;
  }

  /// Ends the schedule. A backup under way is stopped, and this waits until it has ended. Closing
  /// twice does nothing.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      entries.forEach(Timetable.Entry::close);
    }
    making.lock(); // until nobody works any more
    try {
      LOGGER.log(Level.DEBUG, "The backups in {0} have ended", folder.folder());
    } finally {
      making.unlock();
    }
  }
}
