package dev.tektite.engine;

import dev.tektite.block.Changes;
import dev.tektite.sqlite.DatabaseException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One block's place in the line for the turn to write, and afterwards in its group.
///
/// ```
///   WAITING -> OFFERED -> TAKEN -> IN_GROUP -> STORED | LOST
///      |  ^       |                    |
///      |  +-------+ withdrawn          +-> WAITING   the group was undone: run again
///      +-> LEFT
/// ```
///
/// *Safe for any number of threads* as far as [TurnQueue] says.
final class Turn {
  static final int WAITING = 0;
  static final int OFFERED = 1;
  static final int TAKEN = 2;
  static final int LEFT = 3;
  static final int IN_GROUP = 4;
  static final int STORED = 5;
  static final int LOST = 6;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Turn.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread = Thread.currentThread();
  final @Nullable String label;
  final long startedAt;
  private final long waitNanos;

  // Read by the thread itself. Written before the state becomes WAITING again.
  long waitUntil;

  // Only with the turn.
  boolean alone;
  int attempts;
  int blocks = 1;
  long offeredAt;
  long takenAt;
  @Nullable Turn mate;
  @Nullable Changes changes;

  // Written before it stands in line; read by anybody.
  boolean upkeep;

  // Written by the thread behind in the line, and by whoever has the turn; read with the turn.
  volatile @Nullable Turn next;

  // Written before the state becomes LOST; read after.
  @Nullable Throwable failure;

  private volatile int state;

  /// @param label what the caller calls the block
  /// @param alone whether it needs a group of its own
  /// @param startedAt [System#nanoTime()] now
  /// @param waitNanos how long to wait for the turn at most
  Turn(@Nullable String label, boolean alone, long startedAt, long waitNanos) {
    this.label = label;
    this.alone = alone;
    this.startedAt = startedAt;
    this.waitNanos = waitNanos;
    this.waitUntil = startedAt + waitNanos;
  }

  /// It was undone through no fault of its own, and will stand in line once more: with as much
  /// patience as at first, and alone if that happens again.
  void runsAgain(long now) {
    attempts++;
    alone |= attempts > 1;
    waitUntil = now + waitNanos;
  }

  int state() {
    return state;
  }

  void state(int value) {
    state = value;
  }

  boolean change(int from, int to) {
    return STATE.compareAndSet(this, from, to);
  }

  /// What one who has waited too long is told.
  ///
  /// @param holder who has the turn, in words
  DatabaseException.Busy tooLate(String holder) {
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    return new DatabaseException.Busy(
        "Waited %d ms for the turn to write; %s".formatted(waited, holder));
  }

  /// What one is told whose thread was interrupted while it waited.
  DatabaseException.Cancelled interrupted() {
    return new DatabaseException.Cancelled(
        "Thread %s was interrupted while it waited for the turn to write; its block %s"
            .formatted(
                thread.getName(), attempts == 0 ? "did not run" : "was undone with its group"),
        null);
  }

  /// The holder in words: `a write block "transfer" of thread main`.
  String describe() {
    return "%s%s of thread %s"
        .formatted(
            upkeep ? "maintenance" : "a write block",
            label == null ? "" : " \"" + label + "\"",
            thread.getName());
  }
}
