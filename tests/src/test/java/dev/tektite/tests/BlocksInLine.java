package dev.tektite.tests;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.sql.WriteTx;
import dev.tektite.testkit.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Blocks that stand in line, each on a thread of its own, until the line is whole; then they run
/// one after another and share a commit, if the machine gives them the time.
///
/// ```
///   gate              block 0        block 1        …
///   has the turn
///                     in line
///                                    in line
///   returns ------->  runs --------> runs --------> …  COMMIT
/// ```
public final class BlocksInLine {
  private final Database db;
  private final Steps steps = new Steps();
  private final boolean virtual;
  private final List<Consumer<? super WriteTx>> blocks = new ArrayList<>();
  private final List<AtomicInteger> runs = new ArrayList<>();
  private Consumer<? super Throwable> whenFailed = failure -> {};
  private final List<AtomicLong> commits = new ArrayList<>();

  /// @param virtual whether the blocks run on virtual threads
  public BlocksInLine(Database db, boolean virtual) {
    this.db = db;
    this.virtual = virtual;
  }

  /// Adds a block at the end of the line.
  public BlocksInLine add(Consumer<? super WriteTx> block) {
    blocks.add(block);
    runs.add(new AtomicInteger());
    commits.add(new AtomicLong());
    return this;
  }

  /// Does something whenever a block's `write` has failed, on its thread and at once.
  public BlocksInLine onFailure(Consumer<? super Throwable> action) {
    whenFailed = action;
    return this;
  }

  /// What came of a line.
  ///
  /// @param failures what each block's `write` threw, or `null`
  /// @param runs how often each block ran
  /// @param commits how many commits had been stored when each block first ran, counted from the
  ///   gate's, or a negative number if it never ran
  public record Outcome(
      List<@Nullable Throwable> failures, List<Integer> runs, List<Long> commits) {}

  /// The thread of a block that is under way.
  public Thread thread(int block) {
    return steps.thread(name(block));
  }

  /// The steps, for blocks that wait for each other.
  public Steps steps() {
    return steps;
  }

  /// Lets them stand in line, lets them run, and waits until all have ended.
  public Outcome run() {
    steps.start(
        "gate",
        () ->
            db.with(BlockOptions.named("gate").alone())
                .write(tx -> steps.atAndAwait("the gate is shut", "all stand in line")));
    steps.await("the gate is shut");
    for (int i = 0; i < blocks.size(); i++) {
      int block = i;
      start(name(i), () -> write(block));
      steps.awaitParked(name(i));
    }
    long before = db.status().writer().commits() + 1;
    steps.at("all stand in line");
    List<@Nullable Throwable> failures = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      failures.add(steps.outcome(name(i)));
    }
    steps.close();
    return new Outcome(
        failures,
        runs.stream().map(AtomicInteger::get).toList(),
        commits.stream().map(seen -> seen.get() - before).toList());
  }

  private void start(String name, Steps.Action action) {
    if (virtual) {
      steps.startVirtual(name, action);
    } else {
      steps.start(name, action);
    }
  }

  private void write(int block) {
    try {
      db.write(tx -> run(block, tx));
    } catch (Throwable e) {
      whenFailed.accept(e);
      throw e;
    }
  }

  private void run(int block, WriteTx tx) {
    if (runs.get(block).incrementAndGet() == 1) {
      commits.get(block).set(db.status().writer().commits());
    }
    blocks.get(block).accept(tx);
  }

  private static String name(int block) {
    return "block " + block;
  }
}
