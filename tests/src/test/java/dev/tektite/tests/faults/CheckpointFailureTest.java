package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.testkit.Health;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.testkit.faults.FileKind;
import dev.tektite.tests.wal.Eventually;
import dev.tektite.tests.wal.LoggedLines;
import dev.tektite.tests.wal.SmallLog;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkpoint that cannot write the database file: it is told, nothing is lost, blocks go on, and
/// when the disk is well again the log becomes small again.
class CheckpointFailureTest {
  private static final String COUNT = "select n from counter";

  @TempDir Path folder;

  @Test
  void aFullDisk() {
    survives(disk -> disk.failWritesFrom(1, Faults.FULL), "full");
  }

  @Test
  void anErrorAtAWrite() {
    survives(disk -> disk.failWritesFrom(1, Faults.IOERR_WRITE), "I/O");
  }

  @Test
  void anErrorAtAFlush() {
    survives(disk -> disk.failSyncsFrom(1, Faults.IOERR_FSYNC), "I/O");
  }

  private void survives(Consumer<Faults> fault, String message) {
    FaultVfs vfs = FaultVfs.install();
    Path file = folder.resolve("a.db");
    long stored;
    try (Faults disk = vfs.on(file).only(FileKind.DATABASE);
        LoggedLines logged = new LoggedLines();
        Database db = Database.open(file, SmallLog.options(SmallLog.POLICY))) {
      SmallLog.create(db);
      db.write(tx ->
          tx.executeScript("create table counter(n integer); insert into counter values (0)"));
      fault.accept(disk);
      stored = countUntilTold(db);
      assertThat(SmallLog.log(db).problem()).containsIgnoringCase(message);
      assertThat(logged.with("could not be copied")).isNotEmpty();
      assertThat(db.<Long>read(tx -> tx.query(COUNT).asLong().one())).isEqualTo(stored);
      disk.clear();
      stored = countUntilWell(db, stored);
    }
    assertThat(Health.problems(file)).isEmpty();
    try (Database db = Database.open(file)) {
      assertThat(db.<Long>read(tx -> tx.query(COUNT).asLong().one())).isEqualTo(stored);
    }
  }

  private static long countUntilTold(Database db) {
    long[] stored = {0};
    Eventually.holds(
        () -> SmallLog.log(db),
        () -> {
          stored[0] = count(db);
          return SmallLog.log(db).problem() != null && SmallLog.log(db).bytes() > 40_000;
        });
    return stored[0];
  }

  private static long countUntilWell(Database db, long before) {
    long[] stored = {before};
    Eventually.holds(
        () -> SmallLog.log(db),
        () -> {
          stored[0] = count(db);
          return SmallLog.log(db).problem() == null && SmallLog.log(db).copiedFrames() > 0;
        });
    return stored[0];
  }

  private static long count(Database db) {
    SmallLog.write(db);
    return db.<Long>writeReturning(tx -> {
      tx.execute("update counter set n = n + 1");
      return tx.query(COUNT).asLong().one();
    });
  }
}
