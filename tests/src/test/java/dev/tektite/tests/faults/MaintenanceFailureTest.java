package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.Maintenance;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// Maintenance on a disk that fails, at each write and each sync: a clear error, nothing lost, and
/// a database that works on.
class MaintenanceFailureTest {
  private static final int ROWS = 200;
  private static final int KEPT = ROWS / 4;
  private static final DatabaseOptions OPTIONS =
      DatabaseOptions.defaults()
          .autoVacuum(AutoVacuum.INCREMENTAL)
          .cacheBytes(40_960)
          .durability(Durability.FULL);

  private static final List<Consumer<Maintenance>> WORKS =
      List.of(Maintenance::vacuum, work -> work.incrementalVacuum(1_000), Maintenance::analyze);

  private @Nullable Faults faults;

  private Faults begin(TestDatabases databases) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    Faults script = FaultVfs.install().on(databases.folder());
    faults = script;
    return script;
  }

  @AfterEach
  void clear() {
    if (faults != null) {
      faults.clear();
    }
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void eachWriteFails(TestDatabases databases) {
    Faults script = begin(databases);
    eachInTurn(databases, script, n -> script.failWritesFrom(n, Faults.IOERR_WRITE));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void eachSyncFails(TestDatabases databases) {
    Faults script = begin(databases);
    eachInTurn(databases, script, n -> script.failSyncsFrom(n, Faults.IOERR_FSYNC));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void theDiskIsFullAtEachPage(TestDatabases databases) {
    Faults script = begin(databases);
    eachInTurn(databases, script, n -> script.diskFullAfterBytes((n - 1) * 4096));
  }

  private static void eachInTurn(TestDatabases databases, Faults script, LongConsumer failing) {
    Database db = databases.open(OPTIONS);
    db.write(tx -> {
      tx.execute("create table t(a integer primary key, b text)");
      tx.execute("create index i on t(b)");
    });
    int failures = WORKS.stream().mapToInt(work -> failures(db, script, failing, work)).sum();
    assertThat(failures).as("failures met").isGreaterThanOrEqualTo(WORKS.size());
  }

  /// Does a piece of work with the first operation failing, then the second, until it succeeds.
  private static int failures(
      Database db, Faults script, LongConsumer failing, Consumer<Maintenance> work) {
    for (int n = 1; ; n++) {
      fillAndDelete(db);
      script.clear();
      failing.accept(n);
      boolean failed = fails(db, work);
      script.clear();
      requireUsable(db);
      if (!failed) {
        return n - 1;
      }
    }
  }

  private static boolean fails(Database db, Consumer<Maintenance> work) {
    try {
      work.accept(db.maintenance());
      return false;
    } catch (DatabaseException e) {
      assertThat(e)
          .isInstanceOfAny(
              DatabaseException.Full.class,
              DatabaseException.Io.class,
              DatabaseException.Uncertain.class);
      return true;
    }
  }

  private static void fillAndDelete(Database db) {
    db.write(tx -> tx.execute("delete from t"));
    db.write(tx -> {
      tx.executeBatch(
          "insert into t values (?, ?)",
          IntStream.range(0, ROWS).mapToObj(i -> new Object[] {i, i + "x".repeat(500)}));
      tx.execute("delete from t where a % 4 <> 0");
    });
  }

  private static void requireUsable(Database db) {
    assertThat(count(db)).isEqualTo(KEPT);
    db.write(tx -> tx.execute("insert into t values (-1, 'after')"));
    assertThat(count(db)).isEqualTo(KEPT + 1);
    assertThat(db.maintenance().integrityCheck().problems()).isEmpty();
  }

  private static long count(Database db) {
    return db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one());
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void pagesThatCannotBeReadAreInTheReportOrAnError(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(OPTIONS.cacheBytes(0));
    db.write(tx -> tx.execute("create table t(a integer primary key, b text)"));
    db.write(tx -> tx.execute("create index i on t(b)"));
    fillAndDelete(db);
    script.failReadsFrom(5, Faults.IOERR_READ);
    try {
      assertThat(db.maintenance().integrityCheck().problems())
          .anySatisfy(line -> assertThat(line).containsAnyOf("Failed to read", "error code="));
    } catch (DatabaseException.Io e) {
      assertThat(e.code()).isEqualTo(Faults.IOERR_READ); // of the pages with the schema
    }
    script.clear();
    assertThat(db.maintenance().integrityCheck().isOk()).isTrue();
  }
}
