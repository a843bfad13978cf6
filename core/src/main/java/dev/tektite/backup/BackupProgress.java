package dev.tektite.backup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far a copy has come.
///
/// *Immutable.*
///
/// @param phase what is being done
/// @param pages pages copied
/// @param totalPages pages that there are to copy; an estimate for a compacting backup
/// @param pageBytes the size of a page, in bytes
/// @param elapsed since the beginning
/// @param bytesPerSecond how fast pages have been copied on average, in bytes; 0 before the first
/// @param timeLeft until the last page is copied, if it goes on like this; `null` while unknown
public record BackupProgress(
    Phase phase,
    long pages,
    long totalPages,
    int pageBytes,
    Duration elapsed,
    long bytesPerSecond,
    @Nullable Duration timeLeft) {

  /// What is being done.
  public enum Phase {
    /// Pages are copied into a file beside the target.
    COPY,
    /// The file is flushed to the disk.
    FLUSH,
    /// The file is checked.
    CHECK
  }

  /// Bytes copied.
  public long bytes() {
    return pages * pageBytes;
  }

  /// Bytes that there are to copy.
  public long totalBytes() {
    return totalPages * pageBytes;
  }

  /// Pages copied, in percent of all: 0 to 100.
  public int percent() {
    return totalPages <= 0 ? 100 : (int) Math.min(100, pages * 100 / totalPages);
  }
}
