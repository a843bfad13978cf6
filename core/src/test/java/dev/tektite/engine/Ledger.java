package dev.tektite.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A transaction that keeps the numbers of blocks instead of rows, and notices when two threads
/// have the turn at once.
///
/// *One thread at a time:* whoever has the turn, which is what it checks.
final class Ledger implements Transaction {
  /// What the ledger throws when it was told to fail.
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  private final AtomicBoolean inUse = new AtomicBoolean();

  // By anybody, since the queue of turns keeps what a commit throws to itself.
  private volatile @Nullable String misuse;

  private final BooleanSupplier beginFails;
  private final BooleanSupplier commitFails;

  // All fields below: only with the turn, or when all is over.
  private final List<Integer> stored = new ArrayList<>();
  private final List<Integer> pending = new ArrayList<>();
  private boolean open;

  /// @param beginFails asked at each begin, with the turn
  /// @param commitFails asked at each commit, with the turn
  Ledger(BooleanSupplier beginFails, BooleanSupplier commitFails) {
    this.beginFails = beginFails;
    this.commitFails = commitFails;
  }

  /// What has been stored, in order.
  ///
  /// @throws AssertionError if the ledger was misused
  List<Integer> stored() {
    if (misuse != null) {
      throw new AssertionError(misuse);
    }
    return stored;
  }

  @Override
  public void begin(Turn turn) {
    alone(() -> {
      require(!open, "begun twice");
      if (beginFails.getAsBoolean()) {
        throw new Failure("begin");
      }
      open = true;
    });
  }

  @Override
  public void commit() {
    alone(() -> {
      require(open, "committed without a transaction");
      open = false;
      if (commitFails.getAsBoolean()) {
        pending.clear();
        throw new Failure("commit");
      }
      require(!pending.isEmpty(), "an empty group was committed");
      stored.addAll(pending);
      pending.clear();
    });
  }

  @Override
  public void rollback() {
    undoAll();
  }

  /// What a block writes.
  void put(int block) {
    alone(() -> {
      require(open, "written without a transaction");
      pending.add(block);
    });
  }

  /// Undoes the latest block.
  void undo(int block) {
    alone(() -> require(pending.removeLast() == block, "undone by another block"));
  }

  /// Undoes everything since the transaction began.
  void undoAll() {
    alone(() -> {
      require(open, "undone without a transaction");
      open = false;
      pending.clear();
    });
  }

  private void alone(Runnable action) {
    require(inUse.compareAndSet(false, true), "used by two threads at once");
    try {
      action.run();
    } finally {
      inUse.set(false);
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      misuse = "The ledger was " + otherwise;
      throw new AssertionError(misuse);
    }
  }
}
