package dev.tektite.engine;

import dev.tektite.block.Changes;
import org.jspecify.annotations.Nullable;

/// The blocks of one open transaction that have run and wait for its commit, in order.
///
/// *One thread at a time:* whoever has the turn.
final class Group {
  /// A group takes no further block once it has this many.
  static final int MOST_BLOCKS = 512;

  /// A group takes no further block once it has been open for this long.
  static final long LONGEST_HOLD_NANOS = 2_000_000;

  private long openedAt;
  private @Nullable Turn first;
  private @Nullable Turn last;
  private int size;

  /// Says when its transaction has been opened.
  void openedAt(long now) {
    openedAt = now;
  }

  void add(Turn turn) {
    turn.mate = null;
    if (last == null) {
      first = turn;
    } else {
      last.mate = turn;
    }
    last = turn;
    size++;
  }

  @Nullable Turn first() {
    return first;
  }

  /// Its transaction was undone: its blocks run again, and alone if that has happened before.
  void undone() {
    long now = System.nanoTime();
    for (Turn turn = first; turn != null; turn = turn.mate) {
      turn.runsAgain(now);
    }
  }

  /// How many blocks it stands for: a turn of submitted ones counts as many as it ran.
  int blocks() {
    int count = 0;
    for (Turn turn = first; turn != null; turn = turn.mate) {
      count += turn.blocks;
    }
    return count;
  }

  /// What its blocks may have changed, or `null` if one of them does not know.
  @Nullable Changes changes() {
    var all = new Changes();
    for (Turn turn = first; turn != null; turn = turn.mate) {
      if (turn.changes == null) {
        return null;
      }
      all.add(turn.changes);
    }
    return all;
  }

  int size() {
    return size;
  }

  boolean mayGrow(long now) {
    return size < MOST_BLOCKS
        && now - openedAt < LONGEST_HOLD_NANOS
        && (last == null || !last.alone);
  }
}
