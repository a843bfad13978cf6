package dev.tektite.observe;

/// What kind of access a block is.
///
/// *Immutable.*
public enum BlockKind {
  /// A block that reads the newest commit.
  READ,
  /// A block that writes, and whose caller waits until it is stored.
  WRITE,
  /// A block that writes, and was submitted to the queue.
  SUBMIT,
  /// A block that reads a pinned commit.
  SNAPSHOT,
  /// Work on the file as a whole: checks, `VACUUM`, statistics.
  MAINTENANCE;

  /// Whether such a block may write rows.
  public boolean writes() {
    return this == WRITE || this == SUBMIT;
  }
}
