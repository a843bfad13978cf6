package dev.tektite.copy;

import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.backup.RestoreReport;
import dev.tektite.sqlite.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The way back from a backup to a database.
///
/// ```
///   copy it beside the place -> flush -> check -> settle the former database -> rename, flush folder
/// ```
///
/// *One thread at a time.*
public final class DatabaseRestore {
  private final Path from;
  private final RestoreSource source;
  private final CopyOpener opener;
  private final RestoreOptions options;
  private final Target target;
  private final Monitor monitor;

  /// @param from the backup, as it was named
  /// @param source the same, absolute and without symbolic links
  /// @param inUse whether this process has it open as a database
  /// @param to where to, absolute and without symbolic links; this process has not opened it
  public DatabaseRestore(Path from, Path source, boolean inUse, Path to, RestoreOptions options) {
    this.from = from;
    this.source = new RestoreSource(source, inUse);
    this.opener = new FileOpener(options.onConnection());
    this.options = options;
    this.target = new Target(to, options.replace());
    this.monitor =
        new Monitor(
            "The restoring of %s from %s".formatted(to, from),
            options.onProgress(),
            options.stopWhen());
  }

  /// Restores.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException if it fails or is stopped; what was there before
  ///   is as it was then
  public RestoreReport run() {
    return Attempt.of(
        target,
        monitor,
        () -> {
          copy();
          monitor.enter(Phase.FLUSH);
          target.flush();
          Verification.run(target.partial(), options.check(), opener, monitor);
          monitor.check();
          boolean replaced = Files.exists(target.file());
          return report(replaced, target.publish());
        });
  }

  private void copy() throws IOException {
    try (Connection connection = source.open(opener)) {
      PageCopy.run(connection, target, opener, Long.MAX_VALUE, monitor);
    }
  }

  private RestoreReport report(boolean replaced, List<Path> removed) {
    return new RestoreReport(
        from,
        target.file(),
        monitor.pages(),
        monitor.bytes(),
        replaced,
        removed,
        options.check(),
        monitor.elapsed());
  }
}
