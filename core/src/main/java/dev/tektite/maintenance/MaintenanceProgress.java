package dev.tektite.maintenance;

import java.time.Duration;

/// How far a piece of work has come.
///
/// *Immutable.*
///
/// @param work what is being done: `vacuum`, `integrity check`
/// @param done how much has been done
/// @param total how much there is to do, or -1 where SQLite does not tell
/// @param unit what is counted
/// @param elapsed how long it has taken so far
public record MaintenanceProgress(String work, long done, long total, Unit unit, Duration elapsed) {
  /// What is counted.
  public enum Unit {
    /// Instructions of SQLite's virtual machine, about: how many there will be is not known.
    STEPS,
    /// Pages of the file.
    PAGES,
    /// Tables.
    TABLES
  }
}
