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
/// The course is drawn at [CancelLoad]; `./run soak cancel` stops 10 000 blocks. On a busy machine
/// any single thread can lose its core while others have theirs. So two threads tell when the
/// machine itself was late, and only stops outside of that time are held against the 50 ms; one in
/// a hundred may take longer.
@ExtendWith(DatabaseExtension.class)
class CancelTest {
  private static final int STOPS = 1_500;
  private static final long SEED = 11;

  @Test
  void stopsHitTheRightBlockInTimeAndNoNeighbour(Database db) throws InterruptedException {
    CancelReport report = new CancelLoad(db, SEED).run(STOPS, stops -> {});
    report.requireNoMistakes();
    assertThat(report.stopped()).as("%s", report).isGreaterThan(STOPS / 3);
    assertThat(report.unharmed()).as("%s", report).isGreaterThan(STOPS / 3);
    assertThat(report.isInTime()).as("%s", report).isTrue();
  }
}
