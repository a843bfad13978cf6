package dev.tektite.recovery;

/// What a repair has saved of a table. How many rows were on pages that are gone cannot be known.
///
/// *Immutable.*
///
/// @param table its name
/// @param saved rows that are in it again
/// @param incomplete how many of these lack values that could not be read, and are null now
/// @param refused rows that its constraints refused, and which were put with the lost and found
/// @param lostRows rows that were seen, but could not be read
/// @param lostPages pages that belonged to it, and could not be read
public record TableRepair(
    String table, long saved, long incomplete, long refused, long lostRows, long lostPages) {

  /// Whether nothing of it is known to be missing.
  public boolean isWhole() {
    return incomplete == 0 && refused == 0 && lostRows == 0 && lostPages == 0;
  }
}
