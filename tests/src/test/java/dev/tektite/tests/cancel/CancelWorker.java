package dev.tektite.tests.cancel;

import dev.tektite.BlockOptions;
import dev.tektite.Blocks;
import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One thread of the load: runs one drawn block after another and notes what became of each.
///
/// *One thread at a time.*
final class CancelWorker {
  private final Database db;
  private final Findings findings;
  private final AtomicLong numbers;
  private final ScheduledExecutorService stopper;
  private final Random random;

  CancelWorker(
      Database db,
      Findings findings,
      AtomicLong numbers,
      ScheduledExecutorService stopper,
      long seed) {
    this.db = db;
    this.findings = findings;
    this.numbers = numbers;
    this.stopper = stopper;
    this.random = new Random(seed);
  }

  /// Runs until so many stops have been drawn by all.
  void run(long stops) {
    var victim = new Victim();
    while (findings.stopsDrawn.get() < stops) {
      Plan plan = Plan.draw(random);
      if (plan.isStopped()) {
        findings.stopsDrawn.incrementAndGet();
      }
      runOne(plan, victim);
    }
  }

  private void runOne(Plan plan, Victim victim) {
    long number = numbers.incrementAndGet();
    var block = new PlannedBlock(plan, number);
    victim.begin(number);
    if (plan.fate() == Plan.Fate.INTERRUPTED) {
      var _ =
          stopper.schedule(
              () -> victim.interrupt(number), plan.after().toNanos(), TimeUnit.NANOSECONDS);
    }
    Throwable failure = call(plan, block);
    long endedAt = System.nanoTime();
    long interruptedAt = victim.end();
    boolean flag = Thread.interrupted();
    if (flag != (interruptedAt != 0)) {
      findings.mistakes.add(
          "%s: interrupted: %b, but its thread's flag is %b"
              .formatted(plan, interruptedAt != 0, flag));
    }
    judge(plan, block, failure, new Times(interruptedAt, endedAt));
  }

  /// When the call was interrupted, or 0, and when it returned.
  private record Times(long interruptedAt, long endedAt) {}

  private @Nullable Throwable call(Plan plan, PlannedBlock block) {
    Blocks door =
        plan.fate() == Plan.Fate.LIMITED
            ? db.with(BlockOptions.defaults().runLimit(plan.after()))
            : db;
    try {
      if (plan.work().writes()) {
        door.write(block::write);
        findings.stored.add(block.number());
      } else {
        door.<Boolean>read(block::read);
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private void judge(Plan plan, PlannedBlock block, @Nullable Throwable failure, Times times) {
    boolean mayBeStopped =
        plan.fate() == Plan.Fate.LIMITED
            || (plan.fate() == Plan.Fate.INTERRUPTED && times.interruptedAt != 0);
    if (failure == null) {
      if (plan.endless()) {
        findings.mistakes.add(plan + ": was not stopped");
      } else if (!plan.isStopped()) {
        findings.unharmed.incrementAndGet();
      }
    } else if (!(failure instanceof DatabaseException.Cancelled) || !mayBeStopped) {
      findings.mistake(plan, "failed", failure);
    } else {
      noteStop(plan, block, times);
    }
  }

  private void noteStop(Plan plan, PlannedBlock block, Times times) {
    boolean limited = plan.fate() == Plan.Fate.LIMITED;
    boolean hadBegun =
        block.begunAt() != 0 && (limited || block.begunAt() - times.interruptedAt < 0);
    if (hadBegun || !Thread.currentThread().isVirtual()) {
      long dueAt = limited ? block.begunAt() + plan.after().toNanos() : times.interruptedAt;
      findings.stops.add(new Findings.Stop(plan, dueAt, times.endedAt));
    }
  }
}
