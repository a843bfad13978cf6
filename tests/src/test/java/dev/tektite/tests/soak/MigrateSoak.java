package dev.tektite.tests.soak;

import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Survivors;
import dev.tektite.tests.migration.MigrationFaults;
import dev.tektite.tests.migration.MigrationFaults.Fault;
import dev.tektite.tests.migration.MigrationKills;
import dev.tektite.tests.migration.MigrationRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// Migrates the same new file in two and in eight processes at once, kills processes that migrate,
/// and lets the disk fail at each write and sync of a migration and the power be cut there.
final class MigrateSoak implements Soak {
  private static final int ROUNDS = 100;

  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public String purpose() {
    return "2 and 8 processes migrate one file, 100 times each; kill -9, 100 times; each write and sync fails";
  }

  @Override
  public String run(Run run) throws IOException {
    List<String> done = new ArrayList<>();
    for (int processes : new int[] {2, 8}) {
      done.add(together(run, processes));
    }
    done.add(killed(run));
    if (FaultVfs.isAvailable()) {
      for (boolean wal : new boolean[] {true, false}) {
        done.add((wal ? "with" : "without") + " a log: " + failing(run, wal));
      }
    }
    return String.join("; ", done);
  }

  /// One part of the time, if the time is limited.
  private static boolean goesOn(Run run, int rounds) {
    return rounds < ROUNDS && (!run.isTimed() || run.hasTime());
  }

  private static String together(Run run, int processes) throws IOException {
    try (var rounds = new MigrationRounds(run.folder(), processes)) {
      while (goesOn(run, rounds.rounds())) {
        rounds.round();
        run.progress("%d rounds of %d processes".formatted(rounds.rounds(), processes));
      }
      return "%d rounds of %d processes".formatted(rounds.rounds(), processes);
    }
  }

  private static String killed(Run run) throws IOException {
    try (var kills =
        new MigrationKills(Files.createDirectories(run.folder().resolve("kills")), run.seed())) {
      while (goesOn(run, kills.rounds())) {
        kills.round();
        run.progress(kills);
      }
      return kills.toString();
    }
  }

  private static String failing(Run run, boolean wal) throws IOException {
    var migration =
        new MigrationFaults(Files.createDirectories(run.folder().resolve("faults-" + wal)), wal);
    for (Fault fault : Fault.values()) {
      if (!run.isTimed() || run.hasTime()) {
        migration.fail(fault, 1);
        run.progress(migration);
      }
    }
    for (Survivors survivors : Survivors.values()) {
      if (!run.isTimed() || run.hasTime()) {
        migration.cutPower(survivors, 1, run.seed());
        run.progress(migration);
      }
    }
    return migration.toString();
  }
}
