package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Survivors;
import dev.tektite.tests.migration.MigrationFaults;
import dev.tektite.tests.migration.MigrationFaults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sample of the disk failures and power cuts that `./run soak migrate` has all of.
class MigrationFaultsTest {
  private static final int WRITES = 41;
  private static final int SYNCS = 1;
  private static final int CUTS = 37;

  @TempDir Path folder;

  @BeforeAll
  static void requireVfs() {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
  }

  @ParameterizedTest(name = "with a write-ahead log: {0}")
  @ValueSource(booleans = {true, false})
  void afterAFailureTheDatabaseIsOldOrNew(boolean wal) throws IOException {
    var migration = new MigrationFaults(folder, wal);
    for (Fault fault : Fault.values()) {
      migration.fail(fault, fault.name().startsWith("SYNC") ? SYNCS : WRITES);
    }
    assertThat(migration.stayedOld()).as(migration.toString()).isPositive();
  }

  @ParameterizedTest(name = "with a write-ahead log: {0}")
  @ValueSource(booleans = {true, false})
  void afterAPowerCutTheDatabaseIsOldOrNew(boolean wal) throws IOException {
    var migration = new MigrationFaults(folder, wal);
    for (Survivors survivors : Survivors.values()) {
      migration.cutPower(survivors, CUTS, 42);
    }
    assertThat(migration.stayedOld()).as(migration.toString()).isPositive();
  }
}
