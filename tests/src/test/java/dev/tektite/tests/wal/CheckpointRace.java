package dev.tektite.tests.wal;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.wal.WalPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// How long writes take with the keeper of the log, with SQLite's own automatic checkpoints in its
/// place, and with none at all, in turns of some seconds on fresh databases.
public final class CheckpointRace {
  private static final int AUTO_CHECKPOINT_PAGES = 1000;
  private static final int WARM_UP = 4;
  private static final long NEVER_BYTES = 1L << 50;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

  /// Who checkpoints.
  public enum Runner {
    /// The keeper.
    KEEPER,
    /// SQLite, on the thread that has committed.
    SQLITE,
    /// Nobody: what the machine itself makes of so many threads. No keeper can be better.
    NOBODY
  }

  private final Path folder;
  private final long seed;
  private final Map<Runner, Histogram> latencies = new EnumMap<>(Runner.class);
  private final Map<Runner, Long> longestLog = new EnumMap<>(Runner.class);
  private final Durability durability;
  private int databases;

  /// @param folder an empty one
  public CheckpointRace(Path folder, Durability durability, long seed) {
    this.folder = folder;
    this.durability = durability;
    this.seed = seed;
    for (Runner runner : Runner.values()) {
      latencies.put(runner, new Histogram(3));
      longestLog.put(runner, 0L);
    }
  }

  /// Lets each of them run for some time, turn by turn.
  ///
  /// @param turns how many each has
  public CheckpointRace run(int turns, long nanosEach, Consumer<Object> progress)
      throws InterruptedException, IOException {
    for (Runner runner : Runner.values()) {
      one(runner, nanosEach / WARM_UP);
      latencies.get(runner).reset();
    }
    for (int turn = 0; turn < turns; turn++) {
      for (Runner runner : Runner.values()) {
        progress.accept("%s, %s".formatted(durability, runner));
        one(runner, nanosEach / turns);
      }
    }
    return this;
  }

  private void one(Runner runner, long nanos) throws InterruptedException, IOException {
    Path file = folder.resolve("race-%s-%d.db".formatted(durability, databases++));
    try (Database db = Database.open(file, options(runner))) {
      long until = System.nanoTime() + nanos;
      Histogram run = new WalLoad(db, seed).run(() -> System.nanoTime() < until);
      latencies.get(runner).add(run);
      longestLog.merge(runner, db.status().wal().fileBytes(), Math::max);
    }
    Files.delete(file);
  }

  private DatabaseOptions options(Runner runner) {
    var options = DatabaseOptions.defaults().durability(durability);
    var idle =
        options.walPolicy(
            WalPolicy.defaults()
                .ceilingBytes(NEVER_BYTES)
                .passiveBytes(NEVER_BYTES)
                .resetBytes(NEVER_BYTES));
    return switch (runner) {
      case KEEPER -> options;
      case SQLITE ->
          idle.onConnection(connection -> connection.hooks().autoCheckpoint(AUTO_CHECKPOINT_PAGES));
      case NOBODY -> idle;
    };
  }

  /// How many times as long as with the keeper a write takes with SQLite's checkpoints, at a
  /// percentile.
  public double gainAt(double percentile) {
    return (double) latencies.get(Runner.SQLITE).getValueAtPercentile(percentile)
        / latencies.get(Runner.KEEPER).getValueAtPercentile(percentile);
  }

  /// The percentiles of all, and the ratio of SQLite's to the keeper's.
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "%s, ms %14s %10s %10s %8s%n".formatted(durability, "keeper", "SQLite", "nobody", "ratio"));
    for (double percentile : PERCENTILES) {
      text.append("  p%-8s".formatted(percentile == 100 ? "100" : String.valueOf(percentile)));
      for (Runner runner : Runner.values()) {
        text.append(
            " %10.3f".formatted(latencies.get(runner).getValueAtPercentile(percentile) / 1e6));
      }
      text.append(" %8.1f%n".formatted(gainAt(percentile)));
    }
    text.append("  writes   ");
    for (Runner runner : Runner.values()) {
      text.append(" %10d".formatted(latencies.get(runner).getTotalCount()));
    }
    text.append("%n  log, MB  ".formatted());
    for (Runner runner : Runner.values()) {
      text.append(" %10.1f".formatted(longestLog.get(runner) / 1e6));
    }
    return text.toString();
  }
}
