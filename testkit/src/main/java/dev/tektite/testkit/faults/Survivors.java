package dev.tektite.testkit.faults;

/// Which of the changes that no sync has reached yet survive a power cut.
///
/// *Immutable.*
public enum Survivors {
  /// None: the disk has nothing but what was synced.
  SYNCED,
  /// All: the disk has everything that was written, as after a process was killed.
  ALL,
  /// Some, drawn from a seed: each change is there, or lost, or there in some of its sectors of 512
  /// bytes, whatever became of the changes before it.
  SOME
}
