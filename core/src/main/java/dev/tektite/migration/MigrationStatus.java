package dev.tektite.migration;

import java.util.List;

/// How far a database has come.
///
/// *Immutable.*
///
/// @param current the version that the database has, [Version#NONE] for one without a history
/// @param target the version that the application wants
/// @param applied the steps that it has had, in order
/// @param pending the steps that opening it would run, in order
/// @param problems why opening it would fail, one sentence for each; empty if all is well
public record MigrationStatus(
    Version current,
    Version target,
    List<AppliedStep> applied,
    List<Step> pending,
    List<String> problems) {
  /// Whether there is nothing to be done and nothing wrong.
  public boolean isUpToDate() {
    return pending.isEmpty() && problems.isEmpty();
  }
}
