package dev.tektite.engine;

import dev.tektite.block.Changes;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Submitted blocks that run one after another in one turn, each undone alone when it fails.
///
/// *One thread at a time:* the drainer.
final class SubmittedBatch {
  /*
   * A turn goes on until no block is left or until it has lasted as long as a group may: those that
   * have not begun then go back to the queue. Blocks that have run and were undone through no fault
   * of their own run again before anything else; they never go back, since what is in the queue has
   * not begun.
   *
   * Nobody is told anything while the turn is held: what a dependent of a future does may need it.
   *
   * Whatever is thrown, the turn is given away (`held` says whether it is here), and no block that is
   * stored is told otherwise: between the commit and the teller nothing is allocated.
   */

  private final Writer writer;
  private final TurnQueue turns;
  private final BlockLimits limits;
  private final Closing closing;

  /// Those that have not run in this turn, in order.
  private final Deque<Submitted<?>> pending;

  /// How many of them, at the head, have run in an earlier one.
  private int begun;

  /// Those that have run and wait for the commit; there is room for all.
  private final List<Done<?>> done;

  /// Those to be told; there is room for all.
  private final List<Over> over;

  /// Whether the turn is ours to give away.
  private boolean held;

  SubmittedBatch(
      Writer writer, BlockLimits limits, Closing closing, List<? extends Submitted<?>> blocks) {
    this.writer = writer;
    this.turns = writer.turns();
    this.limits = limits;
    this.closing = closing;
    this.pending = new ArrayDeque<>(blocks);
    this.done = new ArrayList<>(blocks.size());
    this.over = new ArrayList<>(blocks.size());
  }

  /// A block that is over.
  ///
  /// @param failure why it failed, or `null`
  /// @param tell tells its producer; runs code of the application
  record Over(Submitted<?> submitted, @Nullable Throwable failure, Runnable tell) {
    /// One that did not come to run.
    static Over without(Submitted<?> submitted, Throwable failure) {
      return new Over(submitted, failure, () -> submitted.fail(failure));
    }
  }

  /// A block that has run.
  ///
  /// @param stored what is told when the commit has been stored
  private record Done<T extends @Nullable Object>(
      Submitted<T> submitted, Writer.Run<T> run, Over stored) {
    static <T extends @Nullable Object> Done<T> of(Submitted<T> submitted, Writer.Run<T> run) {
      return new Done<>(
          submitted, run, new Over(submitted, null, () -> tellStored(submitted, run)));
    }

    private static <T extends @Nullable Object> void tellStored(
        Submitted<T> submitted, Writer.Run<T> run) {
      try {
        Writer.runAll(run.tx().afterCommitActions());
      } finally {
        submitted.future().complete(Writer.result(run));
      }
    }

    Over failed(Throwable failure) {
      return new Over(submitted, failure, () -> tellFailed(failure));
    }

    private void tellFailed(Throwable failure) {
      try {
        if (!(failure instanceof DatabaseException.Uncertain)) {
          Writer.runAll(run.tx().afterRollbackActions());
        }
      } finally {
        submitted.fail(failure);
      }
    }
  }

  /// Runs blocks until a commit has been stored.
  ///
  /// @param teller is told, without the turn, which blocks are over
  /// @return those that have not begun
  List<Submitted<?>> run(Consumer<? super List<Over>> teller) {
    boolean again = true;
    while (again) {
      try {
        again = !inOneTurn();
      } catch (Throwable e) {
        failAll(e);
        again = false;
      }
      teller.accept(over);
      over.clear();
    }
    return List.copyOf(pending);
  }

  private void failAll(Throwable failure) {
    done.forEach(each -> over.add(each.failed(failure)));
    done.clear();
    pending.forEach(each -> over.add(Over.without(each, failure)));
    pending.clear();
  }

  /// @return whether none must run again, with another turn
  private boolean inOneTurn() {
    Turn turn = writer.enterAccepted(limits, closing);
    held = true;
    try {
      return withTurn(turn);
    } catch (Throwable e) {
      if (held) {
        writer.abandon(true);
      }
      throw e;
    }
  }

  private boolean withTurn(Turn turn) {
    while (true) {
      if (!runBlocks(turn)) {
        return false;
      }
      turn.blocks = done.size();
      turn.changes = changes(done);
      if (done.isEmpty()) {
        held = false;
        turns.pass();
        return true;
      }
      if (isStored(turn)) {
        return true;
      }
      runAgain();
    }
  }

  /// What blocks may have changed, or `null` if one of them does not know.
  private static @Nullable Changes changes(List<Done<?>> done) {
    var all = new Changes();
    for (Done<?> each : done) {
      Changes own = each.run().tx().changes();
      if (own == null) {
        return null;
      }
      all.add(own);
    }
    return all;
  }

  /// @return whether the turn is still held; else the whole transaction is gone, and others must
  ///   run again
  private boolean runBlocks(Turn turn) {
    boolean first = true;
    while (!pending.isEmpty() && (first || begun > 0 || !isOver(turn))) {
      Done<?> one = runFirst(turn, pending.getFirst());
      first = false;
      if (one.run().failure() == null) {
        done.add(one);
      } else {
        over.add(one.failed(Writer.failureOf(one.run())));
      }
      pending.removeFirst();
      begun = Math.max(0, begun - 1);
      if (one.run().failure() != null && undoTakesOthers(one)) {
        runAgain();
        return false;
      }
    }
    return true;
  }

  private <T extends @Nullable Object> Done<T> runFirst(Turn turn, Submitted<T> first) {
    held = false; // it gives the turn away when it throws
    Writer.Run<T> run = writer.runOnce(turn, first.block(), limits);
    held = true;
    Thread.interrupted(); // a flag that a block has set on its thread is not its neighbour's
    return Done.of(first, run);
  }

  private static boolean isOver(Turn turn) {
    return System.nanoTime() - turn.takenAt >= Group.LONGEST_HOLD_NANOS;
  }

  /// Puts those that have run back, to be run before all others.
  private void runAgain() {
    for (Done<?> each : done.reversed()) {
      pending.addFirst(each.submitted());
    }
    begun += done.size();
    done.clear();
  }

  /// @return whether the whole transaction is gone, so that others must run again and the turn has
  ///   been given away
  private boolean undoTakesOthers(Done<?> failed) {
    boolean whole = writer.undoOne(failed.run());
    boolean joined = failed.run().joined();
    if (whole && joined) {
      held = false;
      turns.lost();
    } else if (whole) {
      turns.undone();
    }
    return whole && joined;
  }

  private boolean isStored(Turn turn) {
    held = false;
    try {
      if (!turns.finish(turn)) {
        held = true;
        return false;
      }
    } catch (Throwable e) {
      done.forEach(each -> over.add(each.failed(e)));
      done.clear();
      return true;
    }
    for (int i = 0; i < done.size(); i++) {
      over.add(done.get(i).stored());
    }
    done.clear();
    return true;
  }
}
