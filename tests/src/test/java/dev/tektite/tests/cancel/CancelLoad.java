package dev.tektite.tests.cancel;

import dev.tektite.Database;
import dev.tektite.tests.load.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Threads whose random blocks are interrupted or run past their limit, among others that must not
/// notice.
///
/// ```
///   thread 1 (block 17: endless)      thread 2 (block 18: unharmed)       the stopper
///   runs a statement                  runs a statement
///                                                                         interrupts block 17
///   Cancelled within 50 ms            succeeds, with the right answer
/// ```
///
/// Each block that was stopped and each that ended by itself is compared with what is stored: a
/// stopped one left nothing, any other everything. The time to stop counts from the interrupt, or
/// from the passing of the limit, to the return of the call. It does not count for a virtual thread
/// whose block had not begun, which may have no carrier. Not among the statements are those that
/// SQLite cannot stop midway: `DELETE` without `WHERE`, and `COMMIT`, which a block past its end
/// waits for.
public final class CancelLoad {
  private static final int PLATFORM_THREADS = 6;
  private static final int VIRTUAL_THREADS = 2;

  private final Database db;
  private final long seed;
  private final Findings findings = new Findings();
  private final AtomicLong numbers = new AtomicLong();

  /// @param db a new one
  /// @param seed decides what the blocks do and when they are stopped
  public CancelLoad(Database db, long seed) {
    this.db = db;
    this.seed = seed;
  }

  /// Runs until so many blocks were meant to be stopped.
  ///
  /// @param progress told now and then how many those are
  public CancelReport run(long stops, Consumer<Long> progress) throws InterruptedException {
    db.write(tx -> tx.executeScript(PlannedBlock.SCHEMA));
    try (var pulse = new Pulse();
        ScheduledExecutorService stopper = Executors.newSingleThreadScheduledExecutor()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < PLATFORM_THREADS + VIRTUAL_THREADS; i++) {
        var worker = new CancelWorker(db, findings, numbers, stopper, seed + i);
        var builder = i < PLATFORM_THREADS ? Thread.ofPlatform() : Thread.ofVirtual();
        threads.add(builder.name("worker " + i).start(() -> worker.run(stops)));
      }
      for (Thread thread : threads) {
        while (!thread.join(Duration.ofSeconds(1))) {
          progress.accept(findings.stopsDrawn.get());
        }
      }
      stopper.shutdownNow();
      stopper.awaitTermination(10, TimeUnit.SECONDS);
      compareWithStored();
      return CancelReport.of(findings, pulse);
    }
  }

  private void compareWithStored() {
    Set<Long> stored =
        new HashSet<>(
            db.<List<Long>>read(tx -> tx.query("select number from done").asLong().list()));
    Set<Long> missing = new HashSet<>(findings.stored);
    missing.removeAll(stored);
    stored.removeAll(findings.stored);
    if (!missing.isEmpty()) {
      findings.mistakes.add("Blocks that succeeded and are not stored: " + missing);
    }
    if (!stored.isEmpty()) {
      findings.mistakes.add("Blocks that were stopped and are stored: " + stored);
    }
  }
}
