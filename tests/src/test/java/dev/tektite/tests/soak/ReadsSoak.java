package dev.tektite.tests.soak;

import dev.tektite.Database;
import dev.tektite.tests.OtherProcess;
import dev.tektite.tests.guarantees.CounterOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Looks for stale and unsteady reads while this process and another one write.
final class ReadsSoak implements Soak {
  private static final long MOST_READS = 1_000_000;
  private static final int SECONDS = 5;
  private static final int READERS = 4;

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public String purpose() {
    return "a million reads beside writers of two processes, or for N seconds: none is stale";
  }

  @Override
  public String run(Run run) throws Exception {
    long reads = 0;
    int stretches = 0;
    do {
      try (Database db = Database.open(run.folder().resolve("reads-%d.db".formatted(stretches)))) {
        reads += stretch(db, run.seed() + stretches++);
      }
      run.progress(reads + " reads");
    } while (run.isTimed() ? run.hasTime() : reads < MOST_READS);
    return "%d reads in %d databases, none stale".formatted(reads, stretches);
  }

  /// Some seconds on one database.
  private static long stretch(Database db, long seed) throws Exception {
    var oracle = new CounterOracle(db);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    try (var other = OtherProcess.jvm(db.path());
        ExecutorService threads = Executors.newCachedThreadPool()) {
      other.order("spin");
      List<Future<?>> work = new ArrayList<>();
      Future<?> foreign = threads.submit(() -> acknowledge(other, oracle));
      for (long i = 0; i < READERS; i++) {
        long own = seed * READERS + i;
        work.add(threads.submit(() -> oracle.readUntil(until)));
        work.add(threads.submit(() -> oracle.writeUntil(until, own)));
      }
      for (Future<?> each : work) {
        each.get();
      }
      other.order("select 1");
      foreign.get();
      other.answer();
    }
    return oracle.reads();
  }

  private static void acknowledge(OtherProcess other, CounterOracle oracle) {
    for (String line = other.nextLine(); !line.startsWith("ok"); line = other.nextLine()) {
      oracle.acknowledge(Long.parseLong(line));
    }
  }
}
