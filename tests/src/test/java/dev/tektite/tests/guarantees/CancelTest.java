package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.tests.cancel.CancelLoad;
import dev.tektite.tests.cancel.CancelReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// *Cancel*: an interrupt and a run limit end the right block within 50 ms, and never a neighbour's
/// statement.
///
/// The course is drawn at [CancelLoad]; `./run soak cancel` stops 10 000 blocks. What the machine
/// itself was late, by its own clocks, is no part of the 50 ms, and one stop in a hundred may take
/// longer: on a busy machine any single thread can lose its core while others have theirs. So the
/// time, and the time alone, has three tries: a wait of the engine's own would show in each.
@ExtendWith(DatabaseExtension.class)
class CancelTest {
  private static final int STOPS = 1_000;
  private static final int TRIES = 3;

  @Test
  void stopsHitTheRightBlockInTimeAndNoNeighbour(Database db) throws InterruptedException {
    List<CancelReport> late = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      CancelReport report = new CancelLoad(db, 11 + 100L * i).run(STOPS, stops -> {});
      report.requireNoMistakes();
      assertThat(report.stopped()).as("%s", report).isGreaterThan(STOPS / 3);
      assertThat(report.unharmed()).as("%s", report).isGreaterThan(STOPS / 3);
      if (report.isInTime()) {
        return;
      }
      late.add(report);
    }
    throw new AssertionError("In all tries, stops took too long: " + late);
  }
}
