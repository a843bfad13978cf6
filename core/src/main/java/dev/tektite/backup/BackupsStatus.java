package dev.tektite.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the backups of a schedule are doing.
///
/// *Immutable.*
///
/// @param folder where they are
/// @param files those there are, the oldest first
/// @param lastSuccess when the newest was made, in this run or an earlier one, or `null`
/// @param lastFailure when one failed last in this run, or `null`
/// @param failure why, or `null`
/// @param consecutiveFailures how many have failed since the last success
/// @param running whether one is being made
/// @param next when the next is due, or `null` after `close`
public record BackupsStatus(
    Path folder,
    List<Path> files,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    @Nullable String failure,
    int consecutiveFailures,
    boolean running,
    @Nullable Instant next) {

  /// Keeps a copy of the list.
  public BackupsStatus {
    files = List.copyOf(files);
  }

  /// Whether the latest attempt failed.
  public boolean isFailing() {
    return consecutiveFailures > 0;
  }
}
