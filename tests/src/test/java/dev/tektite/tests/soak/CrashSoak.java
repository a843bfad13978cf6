package dev.tektite.tests.soak;

import dev.tektite.tests.crash.CrashRounds;
import java.io.IOException;

/// Kills writing processes: 200 of them, or for as long as it is told.
final class CrashSoak implements Soak {
  private static final int ROUNDS = 200;

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String purpose() {
    return "kill -9 of a child under load from 16 threads, 200 times or for N seconds";
  }

  @Override
  public String run(Run run) throws IOException {
    try (var rounds = new CrashRounds(run.folder(), run.seed())) {
      while (run.isTimed() ? run.hasTime() : rounds.totals().rounds() < ROUNDS) {
        rounds.round();
        run.progress(rounds.totals());
      }
      return rounds.totals().toString();
    }
  }
}
