package dev.tektite.tests.soak;

import dev.tektite.Database;
import dev.tektite.tests.cancel.CancelLoad;
import dev.tektite.tests.cancel.CancelReport;
import java.util.ArrayList;
import java.util.List;

/// Stops 10 000 random blocks among others, once or for as long as it is told.
final class CancelSoak implements Soak {
  private static final int STOPS = 10_000;

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public String purpose() {
    return "interrupts and run limits of 10 000 random blocks under load, once or for N seconds";
  }

  @Override
  public String run(Run run) throws InterruptedException {
    List<String> reports = new ArrayList<>();
    do {
      long seed = run.seed() + 100L * reports.size();
      try (Database db = Database.open(run.folder().resolve("load-%d.db".formatted(seed)))) {
        CancelReport report =
            new CancelLoad(db, seed).run(STOPS, stops -> run.progress(stops + " stops"));
        if (!report.requireNoMistakes().isInTime()) {
          throw new AssertionError("Stops took too long: " + report);
        }
        reports.add(report.toString());
        run.progress(report);
      }
    } while (run.hasTime());
    return String.join("\n      ", reports);
  }
}
