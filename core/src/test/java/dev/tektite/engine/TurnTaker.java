package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;

/// Takes turns as the writer does, with numbers for blocks.
record TurnTaker(TurnQueue turns, Ledger ledger) {
  /// What a block does when it has the turn.
  enum Kind {
    /// Returns.
    WRITES,
    /// Throws, and is undone alone.
    FAILS,
    /// Throws, and SQLite has undone the whole transaction.
    LOSES_ALL,
    /// Passes the turn on unused.
    PASSES
  }

  /// What became of a block.
  enum Outcome {
    STORED,
    FAILED,
    LEFT
  }

  /// Runs a block to its end.
  Outcome run(Turn turn, int block, Kind kind) {
    try {
      turns.enter(turn);
      while (true) {
        if (!runOnce(turn, block, kind)) {
          return Outcome.FAILED;
        }
        if (turns.finish(turn)) {
          return Outcome.STORED;
        }
      }
    } catch (DatabaseException.Busy | DatabaseException.Cancelled e) {
      return Outcome.LEFT;
    } catch (Ledger.Failure | IllegalStateException e) {
      return Outcome.FAILED; // of begin or commit
    }
  }

  /// @return whether it waits for the commit now; else it has given the turn away
  private boolean runOnce(Turn turn, int block, Kind kind) {
    if (kind == Kind.PASSES) {
      turns.pass();
      return false;
    }
    boolean joined = begin(turn);
    ledger.put(block);
    if (kind == Kind.WRITES) {
      return true;
    }
    if (joined && kind == Kind.FAILS) {
      ledger.undo(block);
    } else {
      ledger.undoAll();
    }
    if (joined && kind == Kind.LOSES_ALL) {
      turns.lost();
    } else {
      turns.failed(joined);
    }
    return false;
  }

  private boolean begin(Turn turn) {
    try {
      return turns.begin(turn);
    } catch (Ledger.Failure e) {
      turns.failed(false);
      throw e;
    }
  }
}
