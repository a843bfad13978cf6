package dev.tektite.tests.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of `./run soak backup`.
class BackupRoundsTest {
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @Test
  void aKilledBackupNeverLeavesHalfAFile() throws IOException {
    try (var rounds = new BackupRounds(folder, 11)) {
      for (int i = 0; i < ROUNDS; i++) {
        rounds.round();
      }
      assertThat(rounds.totals().rounds()).isEqualTo(ROUNDS);
    }
  }

  @Test
  void aBackupUnderLoadIsMeasuredAndEqualsACommit() throws IOException {
    BackupTimes.Report report = new BackupTimes(folder, 30_000_000, 11).run(state -> {});
    assertThat(report.blocks()).isPositive();
    assertThat(report.commit()).isPositive();
    assertThat(report.toString()).contains("times as long");
  }
}
