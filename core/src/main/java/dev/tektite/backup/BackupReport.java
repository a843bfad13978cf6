package dev.tektite.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// A backup that has been made.
///
/// *Immutable.*
///
/// @param file the copy, without symbolic links
/// @param pages how many pages it has
/// @param bytes how long it is, in bytes
/// @param pinnedAt just before the commit that it equals was pinned: it holds every write that had
///   returned by then
/// @param copying how long that commit stayed pinned
/// @param duration how long all took, with flushing and checking
/// @param check how it was checked
/// @param compact whether it was compacted
public record BackupReport(
    Path file,
    long pages,
    long bytes,
    Instant pinnedAt,
    Duration copying,
    Duration duration,
    CopyCheck check,
    boolean compact) {

  /// In one sentence: `bank.db holds 52 pages (0.2 MB), copied in 4 ms, 9 ms with all`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s holds %d pages (%.1f MB), copied in %d ms, %d ms with all (check %s%s)",
        file,
        pages,
        bytes / 1e6,
        copying.toMillis(),
        duration.toMillis(),
        check,
        compact ? ", compact" : "");
  }
}
