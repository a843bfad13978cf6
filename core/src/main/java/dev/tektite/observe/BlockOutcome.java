package dev.tektite.observe;

/// What became of a block.
///
/// *Immutable.*
public enum BlockOutcome {
  /// It has ended as it should; what it wrote is stored.
  DONE,
  /// It has thrown, was stopped, or could not begin; nothing of it is stored.
  FAILED,
  /// A listener has refused it; it never ran.
  VETOED,
  /// Its commit failed, and nobody knows whether it is stored.
  UNKNOWN
}
