package dev.tektite.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a restore did.
///
/// *Immutable.*
///
/// @param from the backup
/// @param to the database that was restored, without symbolic links
/// @param pages how many pages it has
/// @param bytes how long it is, in bytes
/// @param replaced whether there had been a file
/// @param removed the files beside it that were removed, such as `bank.db-wal`
/// @param check how it was checked
/// @param duration how long it took
public record RestoreReport(
    Path from,
    Path to,
    long pages,
    long bytes,
    boolean replaced,
    List<Path> removed,
    CopyCheck check,
    Duration duration) {

  /// Keeps a copy of the list.
  public RestoreReport {
    removed = List.copyOf(removed);
  }

  /// In one sentence: `bank.db was restored from monday.db: 52 pages (0.2 MB) in 9 ms …`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s was restored from %s: %d pages (%.1f MB) in %d ms, check %s; %s%s",
        to,
        from,
        pages,
        bytes / 1e6,
        duration.toMillis(),
        check,
        replaced ? "a former file was replaced" : "there was no file before",
        removed.isEmpty() ? "" : ", and removed: " + removed);
  }
}
