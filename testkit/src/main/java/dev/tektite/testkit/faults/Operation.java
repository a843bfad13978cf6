package dev.tektite.testkit.faults;

/// What SQLite does to files, as far as faults tell it apart; in the order of the C side's
/// counters.
enum Operation {
  WRITE,
  SYNC,
  /// Truncations and deletions.
  OTHER,
  READ,
  /// Not an operation: the sum of all that change files.
  STEP;

  /// The bits of this operation in the masks of the C side.
  int bits() {
    return this == STEP ? WRITE.bits() | SYNC.bits() | OTHER.bits() : 1 << ordinal();
  }
}
