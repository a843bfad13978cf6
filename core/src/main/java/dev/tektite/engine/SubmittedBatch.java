package dev.tektite.engine;

import dev.tektite.block.Changes;
import dev.tektite.engine.SubmitQueue.Submitted;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Submitted blocks that run one after another in one turn, each undone alone when it fails.
///
/// *One thread at a time:* the drainer.
final class SubmittedBatch {
  private final Writer writer;
  private final TurnQueue turns;
  private final BlockLimits limits;

  SubmittedBatch(Writer writer, BlockLimits limits) {
    this.writer = writer;
    this.turns = writer.turns();
    this.limits = limits;
  }

  /// A block that has run, and waits for the commit.
  private record Done<T extends @Nullable Object>(Submitted<T> submitted, Writer.Run<T> run) {
    void stored() {
      Writer.runAll(run.tx().afterCommitActions());
      submitted.future.complete(Writer.result(run));
    }

    void notStored(Throwable failure) {
      if (!(failure instanceof DatabaseException.Uncertain)) {
        Writer.runAll(run.tx().afterRollbackActions());
      }
      submitted.future.completeExceptionally(failure);
    }

    static <T extends @Nullable Object> Done<T> of(
        Writer writer, Turn turn, Submitted<T> submitted, BlockLimits limits) {
      return new Done<>(submitted, writer.runOnce(turn, submitted.block, limits));
    }

    @Nullable Throwable failure() {
      return run.failure();
    }
  }

  /// Runs all blocks and completes their futures. A block that SQLite's own rollback undid although
  /// it had not failed runs again.
  void run(List<Submitted<?>> batch, Closing closing) {
    List<Submitted<?>> pending = new ArrayList<>(batch);
    try {
      while (!pending.isEmpty()) {
        Turn turn = writer.enter(limits, closing);
        pending = inOneTurn(turn, pending);
      }
    } catch (Throwable e) {
      pending.forEach(each -> each.future.completeExceptionally(e));
    }
  }

  /// @return the blocks that must run again, with another turn
  private List<Submitted<?>> inOneTurn(Turn turn, List<Submitted<?>> pending) {
    List<Submitted<?>> left = pending;
    while (true) {
      List<Done<?>> done = new ArrayList<>(left.size());
      for (Submitted<?> submitted : left) {
        Done<?> one = Done.of(writer, turn, submitted, limits);
        if (one.failure() == null) {
          done.add(one);
        } else if (undoTakesOthers(one)) {
          return without(left, submitted, done);
        }
      }
      turn.blocks = done.size();
      turn.changes = changes(done);
      if (done.isEmpty()) {
        turns.pass();
        return List.of();
      }
      if (isStored(turn, done)) {
        return List.of();
      }
      left = done.stream().<Submitted<?>>map(Done::submitted).toList();
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

  /// @return whether the whole transaction is gone, so that others must run again and the turn has
  ///   been given away
  private boolean undoTakesOthers(Done<?> failed) {
    boolean whole = writer.undoOne(failed.run());
    boolean joined = failed.run().joined();
    if (whole && joined) {
      turns.lost();
    } else if (whole) {
      turns.undone();
    }
    Writer.runAll(failed.run().tx().afterRollbackActions());
    failed.submitted().future.completeExceptionally(Writer.failureOf(failed.run()));
    return whole && joined;
  }

  /// Those that have not failed yet: the done ones and those behind the failed one.
  private static List<Submitted<?>> without(
      List<Submitted<?>> left, Submitted<?> failed, List<Done<?>> done) {
    List<Submitted<?>> rest = new ArrayList<>();
    done.forEach(each -> rest.add(each.submitted()));
    rest.addAll(left.subList(left.indexOf(failed) + 1, left.size()));
    return rest;
  }

  private boolean isStored(Turn turn, List<Done<?>> done) {
    try {
      if (!turns.finish(turn)) {
        return false;
      }
    } catch (Throwable e) {
      done.forEach(each -> each.notStored(e));
      return true;
    }
    done.forEach(Done::stored);
    return true;
  }
}
