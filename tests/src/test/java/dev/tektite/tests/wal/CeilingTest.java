package dev.tektite.tests.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.Snapshot;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.OtherProcess;
import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What happens when a reader pins a log that has reached its ceiling.
@ExtendWith(DatabaseExtension.class)
class CeilingTest {
  private static final String ONE = "select count(*) from filling";

  private static Database open(TestDatabases databases, AtCeiling atCeiling) {
    Database db = databases.open(SmallLog.options(SmallLog.POLICY.atCeiling(atCeiling)));
    SmallLog.create(db);
    return db;
  }

  @Test
  void aSnapshotThatPinsTheLogIsNamedInTheStatusAndInTheLog(TestDatabases databases) {
    var policy = SmallLog.POLICY.stacks(true);
    Database db = databases.open(SmallLog.options(policy));
    SmallLog.create(db);
    try (var logged = new LoggedLines();
        Snapshot snapshot = db.snapshot()) {
      SmallLog.fill(db);
      WalPin pin = SmallLog.log(db).pinnedBy();
      assertThat(pin.kind()).isEqualTo(WalPin.Kind.SNAPSHOT);
      assertThat(pin.thread()).isEqualTo(Thread.currentThread().getName());
      assertThat(pin.stack()).extracting(StackTraceElement::getMethodName).contains("snapshot");
      Eventually.holds(
          () -> logged.with("ceiling"),
          () -> !logged.with("a snapshot of thread " + Thread.currentThread().getName()).isEmpty());
      assertThat(snapshot.<Long>read(tx -> tx.query(ONE).asLong().one())).isZero();
    }
    Eventually.holds(
        () -> SmallLog.log(db),
        () -> {
          SmallLog.write(db);
          return !SmallLog.log(db).isAboveCeiling()
              && SmallLog.log(db).fileBytes() <= SmallLog.CEILING_BYTES
              && SmallLog.log(db).pinnedBy() == null;
        });
  }

  //   reader                       this thread
  //   at("reading")
  //                                fills the log
  //   is stopped at its next statement
  @Test
  void aBlockThatPinsTheLogIsStoppedIfThePolicySaysSo(TestDatabases databases, Steps steps) {
    Database db = open(databases, AtCeiling.INTERRUPT_READER);
    steps.start(
        "reader",
        () ->
            db.with(BlockOptions.named("report"))
                .read(tx -> {
                  long before = tx.query(ONE).asLong().one();
                  steps.atAndAwait("reading", "stopped");
                  return before + tx.query(ONE).asLong().one();
                }));
    steps.await("reading");
    try (var logged = new LoggedLines()) {
      SmallLog.fill(db);
      assertThat(SmallLog.log(db).pinnedBy().label()).isEqualTo("report");
      Eventually.holds(
          () -> logged.with("report"), () -> !logged.with("a read block \"report\"").isEmpty());
    }
    steps.at("stopped");
    assertThat(steps.outcome("reader"))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("pins the log");
  }

  @Test
  void aSnapshotThatPinsTheLogIsLetGoOfIfThePolicySaysSo(TestDatabases databases) {
    Database db = open(databases, AtCeiling.INTERRUPT_READER);
    try (Snapshot snapshot = db.snapshot()) {
      SmallLog.fill(db);
      Eventually.holds(
          () -> SmallLog.log(db),
          () -> {
            SmallLog.write(db);
            return !SmallLog.log(db).isAboveCeiling();
          });
      assertThatThrownBy(() -> snapshot.read(tx -> tx.query(ONE).asLong().one()))
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("pins the log")
          .hasMessageContaining("ceiling of 0.4 MB");
    }
  }

  @Test
  void writesAreRefusedUntilThePinHasGoneIfThePolicySaysSo(TestDatabases databases) {
    Database db = open(databases, AtCeiling.REFUSE_WRITES);
    try (Snapshot snapshot = db.snapshot()) {
      assertThatThrownBy(
              () -> {
                SmallLog.fill(db);
                while (true) {
                  SmallLog.write(db);
                }
              })
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("refused")
          .hasMessageContaining("a snapshot of thread " + Thread.currentThread().getName());
      assertThat(SmallLog.log(db).refusal()).contains("a snapshot of thread");
      assertThat(snapshot.<Long>read(tx -> tx.query(ONE).asLong().one())).isZero();
      assertThat(db.<Long>read(tx -> tx.query(ONE).asLong().one())).isOne();
    }
    Eventually.holds(() -> SmallLog.log(db), () -> SmallLog.log(db).refusal() == null);
    SmallLog.write(db);
  }

  @Test
  void aReaderOfAnotherProcessIsToldFromOurOwn(@TempDir Path folder) {
    Path file = folder.resolve("shared.db");
    try (Database db = Database.open(file, SmallLog.options(SmallLog.POLICY))) {
      SmallLog.create(db);
      try (var other = OtherProcess.jvm(file)) {
        other.ask("begin; " + ONE);
        SmallLog.fill(db);
        WalPin pin = SmallLog.log(db).pinnedBy();
        assertThat(pin.kind()).isEqualTo(WalPin.Kind.OTHER_PROCESS);
        assertThat(pin.toString()).contains("another process");
        other.ask("commit");
      }
      Eventually.holds(
          () -> SmallLog.log(db),
          () -> {
            SmallLog.write(db);
            return !SmallLog.log(db).isAboveCeiling();
          });
    }
  }
}
