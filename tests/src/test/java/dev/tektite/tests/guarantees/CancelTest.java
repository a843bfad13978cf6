package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.tests.cancel.CancelLoad;
import dev.tektite.tests.cancel.CancelReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// *Cancel*: an interrupt and a run limit end the right block within 50 ms, and never a neighbour's
/// statement.
///
/// The course is drawn at [CancelLoad]; `./run soak cancel` stops 10 000 blocks. What the machine
/// itself was late, by its own clock, is no part of the 50 ms, and one stop in a hundred may take
/// longer: on a busy machine any thread can lose its core.
@ExtendWith(DatabaseExtension.class)
class CancelTest {
  private static final int STOPS = 1_000;

  @Test
  void stopsHitTheRightBlockInTimeAndNoNeighbour(Database db) throws InterruptedException {
    CancelReport report = new CancelLoad(db, 11).run(STOPS, stops -> {});
    report.requireHeld();
    assertThat(report.stopped()).as("%s", report).isGreaterThan(STOPS / 3);
    assertThat(report.unharmed()).as("%s", report).isGreaterThan(STOPS / 3);
  }
}
