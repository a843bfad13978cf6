package dev.tektite.copy;

import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.backup.BackupReport;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.CopySource;
import dev.tektite.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// One backup of a database in use.
///
/// ```
///   pin a commit -> copy it beside the target -> let go -> flush -> check -> rename, flush folder
/// ```
///
/// *One thread at a time.*
public final class DatabaseBackup {
  private final Engine engine;
  private final BlockLimits limits;
  private final CopyOpener opener;
  private final BackupOptions options;
  private final Target target;
  private final Monitor monitor;
  private final String label;

  // Written before the copying begins.
  private Instant pinnedAt = Instant.EPOCH;

  /// @param name what the database is called in messages
  /// @param limits how long to wait for the source
  /// @param target the file, absolute and without symbolic links, which nobody has open
  public DatabaseBackup(
      Engine engine,
      String name,
      BlockLimits limits,
      CopyOpener opener,
      Path target,
      BackupOptions options) {
    if (options.compact() && options.bytesPerSecond() != Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A compacting backup cannot be held back to %d bytes in a second: leave out one of both"
              .formatted(options.bytesPerSecond()));
    }
    this.engine = engine;
    this.limits = limits;
    this.opener = opener;
    this.options = options;
    this.target = new Target(target, options.replace());
    this.label = "backup to " + target.getFileName();
    this.monitor =
        new Monitor(
            "The backup of %s to %s".formatted(name, target),
            options.onProgress(),
            options.stopWhen());
  }

  /// Makes the backup.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException if it fails or is stopped; nothing is left then,
  ///   and what was there before is as it was
  public BackupReport run() {
    return Attempt.of(target, monitor, this::make);
  }

  private BackupReport make() throws IOException {
    pinnedAt = Instant.now();
    engine.<Boolean>copy(label, limits, !options.compact(), this::copy);
    monitor.alsoStopsFor(() -> null);
    monitor.enter(Phase.FLUSH);
    target.flush();
    Verification.run(target.partial(), options.check(), opener, monitor);
    monitor.check();
    target.publish();
    return report();
  }

  private boolean copy(CopySource source) {
    monitor.alsoStopsFor(source::stopReason);
    if (options.compact()) {
      CompactCopy.run(source.connection(), target, monitor);
    } else {
      PageCopy.run(source.connection(), target, opener, options.bytesPerSecond(), monitor);
    }
    return true;
  }

  private BackupReport report() {
    return new BackupReport(
        target.file(),
        monitor.pages(),
        monitor.bytes(),
        pinnedAt,
        monitor.copying(),
        monitor.elapsed(),
        options.check(),
        options.compact());
  }
}
