package dev.tektite.maintenance;

/// What becomes of pages that hold nothing any more
/// ([auto_vacuum](https://www.sqlite.org/pragma.html#pragma_auto_vacuum)).
///
/// *Immutable.*
public enum AutoVacuum {
  /// They wait for new data; only a full vacuum gives them back.
  NONE,
  /// Each commit gives them back, by moving the last pages of the file to their places: every
  /// commit pays for it, and tables become scattered.
  FULL,
  /// They wait for new data; an incremental vacuum gives them back, as many as it is told to.
  INCREMENTAL
}
