package dev.tektite.tests.migration;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Migrations in several processes at once, and in processes that are killed: a few rounds of what
/// `./run soak migrate` has many of.
class MigrationProcessesTest {
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void oneMigratesAndTheRestFindItDone(int processes) throws IOException {
    try (var rounds = new MigrationRounds(folder, processes)) {
      while (rounds.rounds() < ROUNDS) {
        rounds.round();
      }
    }
  }

  @Test
  void aProcessThatIsKilledLeavesTheOldOrTheNewVersion() throws IOException {
    try (var kills = new MigrationKills(folder, 42)) {
      while (kills.rounds() < ROUNDS) {
        kills.round();
      }
    }
  }
}
