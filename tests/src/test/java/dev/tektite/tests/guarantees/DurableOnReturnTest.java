package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.tests.crash.CrashRounds;
import dev.tektite.tests.power.PowerCuts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// *Durable on return*: what `write` has returned from survives a power cut and the end of the
/// process, and nothing survives by halves.
///
/// The courses are drawn at [PowerCuts] and [CrashRounds]; `./run soak power` looks at a power cut
/// after every single write, `./run soak crash --seconds 300` kills for as long as it is told.
class DurableOnReturnTest {
  private static final int GROUPS = 500;
  private static final int STEPS_BETWEEN_CUTS = 97;
  private static final int KILLS = 10;

  @TempDir Path folder;

  @Test
  void aPowerCutTakesNothingThatWasAcknowledged() throws IOException, InterruptedException {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    PowerCuts.Totals totals =
        new PowerCuts(folder, 2).run(GROUPS, STEPS_BETWEEN_CUTS, progress -> {});
    assertThat(totals.groups()).isGreaterThanOrEqualTo(GROUPS);
    assertThat(totals.blocks()).as("blocks that shared commits").isGreaterThan(totals.groups());
    assertThat(totals.images())
        .isCloseTo(totals.steps() / STEPS_BETWEEN_CUTS, within(2L)); // the keeper goes on meanwhile
  }

  @Test
  void aKilledProcessTakesNothingThatWasAcknowledged() throws IOException {
    try (var rounds = new CrashRounds(folder, 7)) {
      for (int i = 0; i < KILLS; i++) {
        rounds.round();
      }
      assertThat(rounds.totals().acknowledged()).isPositive();
    }
  }
}
