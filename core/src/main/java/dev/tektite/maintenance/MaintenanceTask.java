package dev.tektite.maintenance;

/// Something that can be done for a database.
///
/// *Immutable.*
public enum MaintenanceTask {
  /// Looks whether the file is intact.
  INTEGRITY_CHECK("maintenance().integrityCheck()"),
  /// Looks for rows that refer to others that do not exist.
  FOREIGN_KEY_CHECK("maintenance().foreignKeyCheck()"),
  /// Writes the whole file anew, without free pages.
  VACUUM("maintenance().vacuum()"),
  /// Gives free pages back, step by step.
  INCREMENTAL_VACUUM("maintenance().incrementalVacuum(pages)"),
  /// Brings statistics for the query planner up to date.
  OPTIMIZE("maintenance().optimize()"),
  /// Copies the log into the file.
  CHECKPOINT("maintenance().checkpoint(CheckpointMode.TRUNCATE)"),
  /// Puts a backup in the place of the file.
  RESTORE("Database.restore(backup, file)");

  private final String call;

  MaintenanceTask(String call) {
    this.call = call;
  }

  /// The method that does it, as it is called on a database.
  public String call() {
    return call;
  }
}
