package dev.tektite.maintenance;

import dev.tektite.observe.DatabaseSize;
import java.time.Duration;

/// What a vacuum has done.
///
/// *Immutable.*
///
/// @param before how large the database was
/// @param after how large it is
/// @param took how long it took, the waits for the turn included
public record VacuumReport(DatabaseSize before, DatabaseSize after, Duration took) {
  /// By how much the database is smaller, in bytes. Blocks that wrote meanwhile count as well, so
  /// that it can be negative.
  public long freedBytes() {
    return before.bytes() - after.bytes();
  }
}
