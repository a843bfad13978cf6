package dev.tektite.tests.migration;

import dev.tektite.testkit.process.ChildBarrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rounds in which several processes, which stay alive, open the same new file at the same moment.
///
/// ```
///   child 1            child 2            …     this process
///   meet()             meet()                   meet("round-7.db")
///   open: migrates     open: waits
///   "1 45"             "0 45"                   one has migrated, all have found it done
/// ```
///
/// *One thread at a time.*
public final class MigrationRounds implements AutoCloseable {
  private final Path folder;
  private final ChildBarrier children;
  private int rounds;

  /// Starts the processes.
  public MigrationRounds(Path folder, int processes) {
    this.folder = folder;
    this.children = new ChildBarrier(processes, MigratingChild.class);
  }

  /// Lets all open one new file.
  ///
  /// @throws AssertionError if not exactly one migrated it, or one did not find it done
  public void round() throws IOException {
    Path file = folder.resolve("round-%d.db".formatted(rounds++));
    children.meet(file.toString());
    List<String> answers = new ArrayList<>();
    children.children().forEach(child -> answers.add(child.receive()));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      expected.add((i == 0 ? 1 : 0) + " " + MigratingChild.SCHEMA.steps().size());
    }
    if (!answers.stream().sorted().toList().equals(expected.stream().sorted().toList())) {
      throw new AssertionError("Round %d, file %s: %s".formatted(rounds, file, answers));
    }
    Files.delete(file);
  }

  /// How many rounds there were.
  public int rounds() {
    return rounds;
  }

  @Override
  public void close() {
    children.close();
  }
}
