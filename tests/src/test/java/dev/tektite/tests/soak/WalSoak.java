package dev.tektite.tests.soak;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.tests.wal.CheckpointRace;
import dev.tektite.tests.wal.LogSampler;
import dev.tektite.tests.wal.LoggedLines;
import dev.tektite.tests.wal.WalLoad;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/// Readers that overlap, 32 writers, a snapshot that pins the log now and then; and how long writes
/// take beside SQLite's own checkpoints.
final class WalSoak implements Soak {
  private static final long USUAL_SECONDS = 60;
  private static final long RACE_SHARE = 12;
  private static final long LONGEST_TURN_SECONDS = 5;
  private static final long PIN_SECONDS = 60;

  @Override
  public String name() {
    return "wal";
  }

  @Override
  public String purpose() {
    return "the log under 32 writers and 8 readers, pinned now and then, for N (or 60) seconds";
  }

  @Override
  public String run(Run run) throws Exception {
    long seconds = run.seconds() == 0 ? USUAL_SECONDS : run.seconds();
    var normal = race(run, Durability.NORMAL, seconds / RACE_SHARE);
    var full = race(run, Durability.FULL, seconds / RACE_SHARE);
    String pinned = pins(run, seconds - 4 * (seconds / RACE_SHARE));
    return "%s%n%s%n%s".formatted(pinned, normal, full);
  }

  private static CheckpointRace race(Run run, Durability durability, long seconds)
      throws Exception {
    long each = Math.max(1, seconds);
    int turns = (int) Math.max(1, each / LONGEST_TURN_SECONDS);
    return new CheckpointRace(run.folder(), durability, run.seed())
        .run(turns, TimeUnit.SECONDS.toNanos(each), run::progress);
  }

  /// A third of the time, a snapshot is held: for a minute each time, or less if there is less.
  private static String pins(Run run, long seconds) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long pin = TimeUnit.SECONDS.toNanos(Math.clamp(seconds / 6, 1, PIN_SECONDS));
    DatabaseOptions options = DatabaseOptions.defaults().durability(Durability.NORMAL);
    var over = new AtomicBoolean();
    try (var logged = new LoggedLines();
        Database db = Database.open(run.folder().resolve("pins.db"), options);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      var sampler = new LogSampler(db);
      Future<Histogram> load =
          threads.submit(() -> new WalLoad(db, run.seed()).run(() -> !over.get()));
      try {
        while (System.nanoTime() < until && !load.isDone()) {
          sampler.watchUnpinned(2 * pin, () -> System.nanoTime() < until && !load.isDone());
          sampler.pin(pin);
          run.progress(sampler);
        }
      } finally {
        over.set(true);
      }
      long writes = load.get().getTotalCount();
      requireNamed(logged, sampler);
      return "%s; %d writes".formatted(sampler, writes);
    }
  }

  private static void requireNamed(LoggedLines logged, LogSampler sampler) {
    String me = Thread.currentThread().getName();
    long lines =
        logged.with("a snapshot").stream().filter(line -> line.contains("thread " + me)).count();
    if (sampler.named() == 0 || lines == 0) {
      throw new AssertionError(
          "The culprit was named %d times in the status, %d times in the log"
              .formatted(sampler.named(), lines));
    }
  }
}
