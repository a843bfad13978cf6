package dev.tektite.migration;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a migration has done.
///
/// *Immutable.*
///
/// @param from the version before, [Version#NONE] for a new database
/// @param to the version after
/// @param applied the steps that were run, in order
/// @param adopted the steps that were recorded without being run
/// @param undone the steps that were undone, in order
/// @param backup where the database as it was before is stored, or `null` if it is not
public record MigrationResult(
    Version from,
    Version to,
    List<AppliedStep> applied,
    List<AppliedStep> adopted,
    List<Step> undone,
    @Nullable Path backup) {
  /// The result of having nothing to do.
  static MigrationResult nothing(Version at) {
    return new MigrationResult(at, at, List.of(), List.of(), List.of(), null);
  }

  /// Whether something was stored.
  public boolean isChange() {
    return !applied.isEmpty() || !adopted.isEmpty() || !undone.isEmpty();
  }
}
