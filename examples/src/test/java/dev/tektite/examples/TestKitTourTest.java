package dev.tektite.examples;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How applications are tested with the test kit.
class TestKitTourTest {
  private static final String SCHEMA = "create table account(owner text unique)";

  // @start region=every-database
  @EveryDatabase // runs four times, and looks for leaks after each
  void anAccountIsFound(Database db) {
    db.write(tx -> tx.executeScript("create table account(owner text unique)"));
    db.write(tx -> tx.execute("insert into account values (?)", "Ada"));
    assertThat(db).table("account").hasRows(1);
    assertThat(db).table("account").texts("owner").containsExactly("Ada");
  }

  // @end

  // @start region=one-kind
  @Test
  @ExtendWith(DatabaseExtension.class) // a file with a log
  void anAccountLasts(TestDatabases databases) {
    try (var db = databases.open(DatabaseOptions.minimal())) {
      db.write(tx -> tx.executeScript("create table account(owner text unique)"));
    }
    try (var again = databases.open()) {
      assertThat(again).table("account").isEmpty();
    }
  }

  // @end

  @Test
  @ExtendWith(DatabaseExtension.class)
  void aReadSeesOneCommit(Database db, Steps steps) {
    db.write(tx -> tx.executeScript(SCHEMA));
    String count = "select count(*) from account";
    // @start region=steps
    //   reader                    this thread
    //   counts 0
    //   at("counted")
    //                             await("counted")
    //                             writes
    //                             at("committed")
    //   counts 0 again
    steps.start(
        "reader",
        () ->
            db.read(tx -> {
              long before = tx.query(count).asLong().one();
              steps.atAndAwait("counted", "committed");
              assertThat(tx.query(count).asLong().one()).isEqualTo(before);
              return before;
            }));
    steps.await("counted");
    db.write(tx -> tx.execute("insert into account values ('Ada')"));
    steps.at("committed");
    // @end
  }

  @Test
  void aFailedFlushIsReported(@TempDir Path folder) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    // @start region=faults
    try (Faults disk = FaultVfs.install().on(folder); // before the database is opened
        var db = Database.open(folder.resolve("bank.db"))) {
      db.write(tx -> tx.executeScript("create table account(owner text unique)"));
      disk.failSync(1, Faults.IOERR_FSYNC); // the next flush
      assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into account values ('Ada')")))
          .isInstanceOf(DatabaseException.Io.class)
          .hasMessageContaining("not stored");
      assertThat(db).table("account").isEmpty();
    }
    // @end
  }

  @Test
  void whatWasAcknowledgedSurvivesAPowerCut(@TempDir Path folder, @TempDir Path images) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    // @start region=power-cut
    Path left;
    try (Faults disk = FaultVfs.install().on(folder);
        var db = Database.open(folder.resolve("bank.db"))) {
      db.write(tx -> tx.executeScript("create table account(owner text unique)"));
      db.write(tx -> tx.execute("insert into account values ('Ada')"));
      left = disk.powerCut(images, 42); // what was not flushed survives by the dice of seed 42
      disk.clear(); // power is back, so that the database can be closed
    }
    try (var db = Database.open(left.resolve("bank.db"))) {
      assertThat(db).isHealthy();
      assertThat(db).table("account").hasRows(1);
    }
    // @end
  }
}
