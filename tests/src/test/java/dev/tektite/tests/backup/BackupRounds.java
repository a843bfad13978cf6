package dev.tektite.tests.backup;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.backup.BackupOptions;
import dev.tektite.testkit.process.ChildJvm;
import dev.tektite.testkit.process.ChildSupply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Rounds in which a child is killed (`kill -9`) at a random moment while it makes backups over one
/// file, and that file is looked at.
///
/// ```
///   child                              this process
///   backup; backup; ...
///   sends which commits each holds --> notes it
///                                      kill -9, after a drawn number of them and a drawn while
///   dead                               the file is whole, and holds what was noted
/// ```
///
/// *One thread at a time.*
public final class BackupRounds implements AutoCloseable {
  private static final int MOST_AWAITED = 2;
  private static final int LONGEST_WHILE_MICROS = 150_000;

  private final Path folder;
  private final Random random;
  private final ChildSupply children = new ChildSupply(1, BackupChild.class);
  private int rounds;
  private long made;
  private int interrupted;
  private long held;

  /// @param seed decides the moments
  public BackupRounds(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /// What came of the rounds up to now.
  ///
  /// @param made backups that were made whole
  /// @param interrupted children that were killed in the middle of one, and left a part of it
  public record Totals(int rounds, long made, int interrupted) {
    @Override
    public String toString() {
      return "%d rounds of kill -9, %d backups made, %d killed in the middle; never a half file"
          .formatted(rounds, made, interrupted);
    }
  }

  /// What came of the rounds up to now.
  public Totals totals() {
    return new Totals(rounds, made, interrupted);
  }

  /// Kills one child, and looks at its backup.
  ///
  /// @throws AssertionError if there is half a file, or an older one than was acknowledged
  public void round() throws IOException {
    kill();
    if (leftovers() > 0) {
      interrupted++;
    }
    Path copy = folder.resolve("copy.db");
    if (Files.exists(copy)) {
      long newest = NumberedCommits.requireWhole(copy);
      if (newest < held) {
        throw new AssertionError(
            "Round %d: the backup ends at %d, but one that held %d was acknowledged"
                .formatted(rounds, newest, held));
      }
    } else if (made > 0) {
      throw new AssertionError("Round %d: the backup is gone".formatted(rounds));
    }
    rounds++;
    if (rounds % 5 == 0) {
      cleanUp(copy);
    }
  }

  private void kill() {
    try (ChildJvm child = children.take()) {
      child.send(folder.toString());
      note(child.receive());
      int wanted = random.nextInt(MOST_AWAITED + 1);
      for (int i = 0; i < wanted; i++) {
        note(child.receive());
      }
      Duration delay = Duration.ofNanos(1000L * random.nextInt(LONGEST_WHILE_MICROS));
      List<String> lines = child.killAfter(delay);
      lines.forEach(this::note);
      made += wanted + lines.size();
    }
  }

  private void note(String line) {
    held = Math.max(held, Long.parseLong(line));
  }

  private long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> path.getFileName().toString().contains(".partial-")).count();
    }
  }

  /// The next backup removes what the killed ones have left, whichever process makes it.
  private void cleanUp(Path copy) throws IOException {
    try (Database db = Database.open(folder.resolve("bank.db"), DatabaseOptions.minimal())) {
      db.backup(copy, BackupOptions.defaults().replace(true));
    }
    if (leftovers() > 0) {
      throw new AssertionError("Leftovers of killed backups stay in " + folder);
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
