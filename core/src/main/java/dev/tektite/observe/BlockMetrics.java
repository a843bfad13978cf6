package dev.tektite.observe;

/// What became of the blocks of one kind since the database was opened.
///
/// *Immutable.*
///
/// @param done blocks that ended as they should
/// @param failed blocks that threw, were stopped, could not begin, or whose fate is unknown
/// @param vetoed blocks that a listener refused
/// @param reruns runs beyond the first, of blocks that were undone through no fault of their own
/// @param rowsRead rows that their queries gave
/// @param rowsChanged rows that those which were stored inserted, updated or deleted
/// @param waited how long they waited to begin; of done and failed ones
/// @param ran how long they ran; of those that began
/// @param committed how long it took to store them; of those that were stored
public record BlockMetrics(
    long done,
    long failed,
    long vetoed,
    long reruns,
    long rowsRead,
    long rowsChanged,
    Latency waited,
    Latency ran,
    Latency committed) {
  /// No blocks at all.
  public static final BlockMetrics NONE =
      new BlockMetrics(0, 0, 0, 0, 0, 0, Latency.NONE, Latency.NONE, Latency.NONE);
}
