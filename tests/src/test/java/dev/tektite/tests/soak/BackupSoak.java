package dev.tektite.tests.soak;

import dev.tektite.tests.backup.BackupRounds;
import dev.tektite.tests.backup.BackupTimes;

/// Measures backups of a large database, idle and under load, then kills 50 processes that make
/// them; or kills for as long as it is told.
final class BackupSoak implements Soak {
  private static final int ROUNDS = 50;
  private static final long GIGABYTE = 1_000_000_000;
  private static final double MOST_TIMES_IDLE = 3;

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String purpose() {
    return "backup of N GB (--gigabytes, 2) idle and under 32 writers, then kill -9 of 50 backups";
  }

  @Override
  public String run(Run run) throws Exception {
    BackupTimes.Report times =
        new BackupTimes(run.folder(), run.gigabytes(2) * GIGABYTE, run.seed()).run(run::progress);
    if (times.ratio() > MOST_TIMES_IDLE) {
      throw new AssertionError("Under load a backup took too long: " + times);
    }
    try (var rounds = new BackupRounds(run.folder(), run.seed())) {
      do {
        rounds.round();
        run.progress(rounds.totals());
      } while (run.isTimed() ? run.hasTime() : rounds.totals().rounds() < ROUNDS);
      return times + "\n      " + rounds.totals();
    }
  }
}
