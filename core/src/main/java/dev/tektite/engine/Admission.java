package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Whether blocks may write now: the keeper refuses them, or slows them down.
///
/// *Safe for any number of threads.*
final class Admission {
  /// Why blocks are refused.
  enum Reason {
    /// The log has reached its ceiling.
    CEILING,
    /// The disk is nearly full.
    DISK
  }

  /// What every block meets that wants to write.
  private record Restriction(
      @Nullable String ceiling, @Nullable String disk, long pauseNanos, boolean isNone) {
    static final Restriction NONE = new Restriction(null, null, 0, true);

    static Restriction of(@Nullable String ceiling, @Nullable String disk, long pauseNanos) {
      return ceiling == null && disk == null && pauseNanos == 0
          ? NONE
          : new Restriction(ceiling, disk, pauseNanos, false);
    }
  }

  // Written by the keeper, under its lock; read by whoever writes.
  private volatile Restriction restriction = Restriction.NONE;

  /// Lets a block pass that wants to stand in line for the turn to write.
  ///
  /// @param waitNanos how long it may wait to begin
  /// @throws DatabaseException if blocks are refused now
  void admit(long waitNanos) {
    Restriction now = restriction;
    if (!now.isNone) {
      requireAdmitted(now);
      LockSupport.parkNanos(this, Math.min(now.pauseNanos, waitNanos));
    }
  }

  private static void requireAdmitted(Restriction now) {
    if (now.disk != null) {
      throw new DatabaseException.Full(now.disk);
    }
    if (now.ceiling != null) {
      throw new DatabaseException.Busy(now.ceiling);
    }
  }

  /// Refuses blocks for a reason, or no longer for that reason.
  ///
  /// @param message what they are told, or `null`
  void refuse(Reason reason, @Nullable String message) {
    Restriction was = restriction;
    restriction =
        reason == Reason.DISK
            ? Restriction.of(was.ceiling, message, was.pauseNanos)
            : Restriction.of(message, was.disk, was.pauseNanos);
  }

  /// Lets each block wait before it stands in line; 0 for none.
  void slowDown(long pauseNanos) {
    Restriction was = restriction;
    if (was.pauseNanos != pauseNanos) {
      restriction = Restriction.of(was.ceiling, was.disk, pauseNanos);
    }
  }

  /// Whether blocks are refused or slowed down.
  boolean isRestricted() {
    return !restriction.isNone;
  }

  /// Why blocks are refused, or `null`.
  @Nullable String refusal() {
    Restriction now = restriction;
    return now.disk == null ? now.ceiling : now.disk;
  }
}
