package dev.tektite;

import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupReport;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.backup.Backups;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.backup.RestoreReport;
import dev.tektite.copy.CopyOpener;
import dev.tektite.copy.DatabaseBackup;
import dev.tektite.copy.DatabaseRestore;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.flight.Flight;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Backups of one database, and the way back: settles which files may be written.
///
/// *Safe for any number of threads.*
final class DatabaseCopies {
  private static final int CANNOT_OPEN = 14;

  private final Engine engine;
  private final Path path;
  private final @Nullable Path identity;
  private final BlockLimits limits;
  private final CopyOpener opener;
  private final Set<Backups> schedules = ConcurrentHashMap.newKeySet();

  /// @param identity the file, absolute and without symbolic links, or `null` in memory
  DatabaseCopies(
      Engine engine, Path path, @Nullable Path identity, BlockLimits limits, CopyOpener opener) {
    this.engine = engine;
    this.path = path;
    this.identity = identity;
    this.limits = limits;
    this.opener = opener;
  }

  BackupReport backup(Path target, BackupOptions options) {
    Path file = identityOf(target, "backup");
    refuseOwn(file);
    var backup = new DatabaseBackup(engine, path.toString(), limits, opener, file, options);
    OpenFiles.reserve(file, "a backup to it is under way");
    Object flight = Flight.beginBackup();
    long bytes = -1;
    try {
      BackupReport report = engine.observing().maintain("backup", backup::run);
      bytes = report.bytes();
      return report;
    } finally {
      OpenFiles.remove(file);
      Flight.endBackup(flight, path.toString(), file.toString(), Math.max(0, bytes), bytes >= 0);
    }
  }

  Backups backups(Path folder, BackupSchedule schedule) {
    engine.requireOpen();
    schedules.removeIf(Backups::isClosed);
    var named = schedule.name().isEmpty() ? schedule.name(nameForFiles()) : schedule;
    Backups started = Backups.start(folder, named, this::backup);
    schedules.add(started);
    return started;
  }

  /// The name of the database without its ending and without what names of backups must not have.
  private String nameForFiles() {
    Path name = identity == null ? null : identity.getFileName();
    String text = name == null ? "memory" : name.toString();
    int dot = text.lastIndexOf('.');
    String stem = (dot > 0 ? text.substring(0, dot) : text).replaceAll("[^\\p{L}\\p{N}_.+-]", "_");
    return stem.replaceAll("^[^\\p{L}\\p{N}_]", "_");
  }

  /// What is wrong with scheduled backups.
  List<HealthReason> reasons() {
    return schedules.stream().flatMap(each -> each.reasons().stream()).toList();
  }

  /// Ends all schedules.
  void closeSchedules() {
    schedules.forEach(Backups::close);
  }

  /// Refuses to write over the database and the files beside it.
  private void refuseOwn(Path target) {
    if (identity == null) {
      return;
    }
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      Path own = identity.resolveSibling(identity.getFileName() + suffix);
      if (own.equals(target) || isSame(own, target)) {
        throw new IllegalArgumentException(
            "The file %s belongs to the database %s itself: give the backup another name"
                .formatted(target, path));
      }
    }
  }

  /// Whether both are one file under two names.
  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  static RestoreReport restore(Path from, Path to, RestoreOptions options) {
    Path source = identityOf(from, "file to restore from");
    Path target = identityOf(to, "database to restore");
    if (source.equals(target) || isSame(source, target)) {
      throw new IllegalArgumentException(
          "A database cannot be restored from itself: both %s and %s are %s"
              .formatted(from, to, target));
    }
    OpenFiles.reserve(target, "it is being restored");
    try {
      return new DatabaseRestore(from, source, OpenFiles.contains(source), target, options).run();
    } finally {
      OpenFiles.remove(target);
    }
  }

  /// The one path of a file that is or will be; creates its folder where it is missing.
  private static Path identityOf(Path file, String what) {
    Path identity;
    try {
      identity = Database.prepare(file, what);
    } catch (UncheckedIOException e) {
      DatabaseException failure =
          DatabaseException.of(CANNOT_OPEN, String.valueOf(e.getMessage()), null, -1);
      failure.initCause(e.getCause());
      throw failure;
    }
    if (identity.getFileName() == null) {
      throw new IllegalArgumentException("%s is no file".formatted(file));
    }
    return identity;
  }
}
