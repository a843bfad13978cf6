package dev.tektite.tests.crash;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.testkit.process.ChildJvm;
import dev.tektite.testkit.process.ChildSupply;
import dev.tektite.tests.load.NumberedBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Rounds in which a child is killed (`kill -9`) at a random moment while 16 of its threads write,
/// and its file is looked at.
///
/// ```
///   child                             this process
///   opens the file; writes
///   sends each number   ------------> notes it
///                                     kill -9, after a drawn number of them and a drawn while
///   dead                              reads what was still in the pipe
///                                     opens the file: every noted block is there whole
/// ```
///
/// Several rounds share a file, and each third is followed by the next before anybody looks, so
/// that children also start from what a killed one left. Durability takes turns between `FULL` and
/// `NORMAL`, which must not matter to a process that is killed.
///
/// *One thread at a time.*
public final class CrashRounds implements AutoCloseable {
  private static final int ROUNDS_PER_FILE = 8;
  private static final int MOST_ACKNOWLEDGED = 600;
  private static final long NUMBERS_PER_ROUND = 1_000_000;
  private static final int LONGEST_WHILE_MICROS = 5_000;
  private static final int LONGEST_OPENING_MICROS = 60_000;

  private final Path folder;
  private final Random random;
  private final ChildSupply children = new ChildSupply(2, CrashWriter.class);
  private final Set<Long> acknowledged = new HashSet<>();
  private int rounds;
  private long acknowledgedBefore;
  private long found;

  /// @param folder where the files go
  /// @param seed decides the moments
  public CrashRounds(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /// What came of the rounds up to now.
  ///
  /// @param found blocks that were stored when the files were looked at; those may be more than
  ///   were acknowledged, never fewer
  public record Totals(int rounds, long acknowledged, long found) {
    @Override
    public String toString() {
      return "%d rounds of kill -9, %d blocks acknowledged, %d found"
          .formatted(rounds, acknowledged, found);
    }
  }

  /// What came of the rounds up to now.
  public Totals totals() {
    return new Totals(rounds, acknowledgedBefore + acknowledged.size(), found);
  }

  /// Kills one child, and looks at its file.
  ///
  /// @throws AssertionError if something is missing, half or damaged
  public void round() throws IOException {
    boolean lastOfFile = rounds % ROUNDS_PER_FILE == ROUNDS_PER_FILE - 1;
    Path file = folder.resolve("crash-%d.db".formatted(rounds / ROUNDS_PER_FILE));
    killOne(file);
    if (rounds % 3 != 1 || lastOfFile) {
      look(file, lastOfFile);
    }
    rounds++;
    if (lastOfFile) {
      acknowledgedBefore += acknowledged.size();
      acknowledged.clear();
      Files.delete(file);
    }
  }

  private void killOne(Path file) {
    Durability durability = rounds % 2 == 0 ? Durability.FULL : Durability.NORMAL;
    long first = rounds * NUMBERS_PER_ROUND + 1;
    try (ChildJvm child = children.take()) {
      child.send(new CrashWriter.Order(durability, first, file).toString());
      // One in ten dies while it opens the file, perhaps before it wrote anything.
      boolean whileOpening = random.nextInt(10) == 0;
      int wanted = whileOpening ? 0 : 1 + random.nextInt(MOST_ACKNOWLEDGED);
      for (int i = 0; i < wanted; i++) {
        acknowledged.add(Long.valueOf(child.receive()));
      }
      int most = whileOpening ? LONGEST_OPENING_MICROS : LONGEST_WHILE_MICROS;
      Duration delay = Duration.ofNanos(1000L * random.nextInt(most));
      child.killAfter(delay).forEach(line -> acknowledged.add(Long.valueOf(line)));
    }
  }

  /// The child is dead and this process has no other connection to the file.
  private void look(Path file, boolean count) {
    try (Database db = Database.open(file, DatabaseOptions.minimal())) {
      db.write(tx -> tx.executeScript(NumberedBlocks.SCHEMA)); // the child may have had no time to
      List<String> problems = db.read(tx -> NumberedBlocks.problems(tx, acknowledged));
      if (!problems.isEmpty()) {
        throw new AssertionError(
            "Round %d, file %s: %s".formatted(rounds, file, String.join("; ", problems)));
      }
      if (count) {
        found += db.<Integer>read(tx -> NumberedBlocks.stored(tx).size());
      }
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
