package dev.tektite.observe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A block that is over, told as figures: never the values that it read or wrote.
///
/// *Immutable.*
///
/// @param start which block it was
/// @param waited from the call until the block began to run: for its turn, a reader, other
///   processes
/// @param ran how long the block itself ran; the sum where it ran more than once
/// @param committed from the end of the block until it was stored, with the wait for the others of
///   its group; next to nothing for a block that reads
/// @param rowsRead rows that its queries gave
/// @param rowsChanged rows that it inserted, updated or deleted, those of triggers included; 0 if
///   it was not stored
/// @param runs how often it ran: 0 if it never began, more than 1 if others made it run again
/// @param outcome what became of it
/// @param error the class of what it threw, or `null`
public record BlockEvent(
    BlockStart start,
    Duration waited,
    Duration ran,
    Duration committed,
    long rowsRead,
    long rowsChanged,
    int runs,
    BlockOutcome outcome,
    @Nullable Class<? extends Throwable> error) {

  /// What kind of access it was.
  public BlockKind kind() {
    return start.kind();
  }

  /// The name that its caller gave it, or `null`.
  public @Nullable String label() {
    return start.label();
  }

  /// From the call to its end.
  public Duration total() {
    return waited.plus(ran).plus(committed);
  }
}
