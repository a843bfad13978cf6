package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.testkit.faults.Survivors;
import dev.tektite.tests.BlocksInLine;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// *Isolated failure* on a disk that fails: at each write, at each sync, once and for good.
class IsolatedDiskFailureTest {
  private static final DatabaseOptions SMALL_CACHE = DatabaseOptions.defaults().cacheBytes(40_960);

  private @Nullable Faults faults;

  private Faults begin(TestDatabases databases) {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    Faults script = FaultVfs.install().on(databases.folder());
    script.imagesInto(databases.folder().resolve("images"), Survivors.ALL, 0);
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
  void eachWriteFailsOnce(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(SMALL_CACHE);
    eachInTurn(db, script, true, n -> script.failWrite(n, Faults.IOERR_WRITE));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void eachSyncFailsOnce(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(SMALL_CACHE);
    eachInTurn(db, script, true, n -> script.failSync(n, Faults.IOERR_FSYNC));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void eachWriteAndAllAfterItFail(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(SMALL_CACHE);
    eachInTurn(db, script, false, n -> script.failWritesFrom(n, Faults.IOERR_WRITE));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void eachSyncAndAllAfterItFail(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(SMALL_CACHE);
    eachInTurn(db, script, false, n -> script.failSyncsFrom(n, Faults.IOERR_FSYNC));
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void theDiskIsFullAtEachPage(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(SMALL_CACHE);
    eachInTurn(db, script, false, n -> script.diskFullAfterBytes(n * 2048));
  }

  /// Runs groups with the n-th operation failing, from the first until it comes no more.
  ///
  /// @param once whether nothing else fails
  private static void eachInTurn(Database db, Faults script, boolean once, LongConsumer failing) {
    FailingGroup.createTables(db);
    int commits = 0;
    long round = 0;
    long n = 1;
    boolean over = false;
    while (!over) {
      long now = n;
      var group = new FailingGroup(db, script, ++round);
      BlocksInLine.Outcome outcome =
          group.run(() -> {
            script.clear();
            failing.accept(now);
          });
      script.clear();
      long failed = group.check(outcome);
      boolean shared = failed >= FailingGroup.SHARED;
      boolean one = shared || failed <= 1 && FailingGroup.wasOneGroup(outcome);
      over = one && failed == 0;
      n += one || !once ? 1 : 0;
      commits += shared ? 1 : 0;
      assertThat(round).as("rounds for %d operations", n).isLessThan(50 * n);
    }
    assertThat(commits).as("commits that failed, of %d operations", n).isPositive();
  }

  @EveryDatabase(DatabaseMode.FILE)
  void afterACommitOfUnknownOutcomeNothingIsAdmittedUntilOneSucceeds(TestDatabases databases) {
    Faults script = begin(databases);
    Database db = databases.open(DatabaseOptions.defaults());
    db.write(tx -> tx.execute("create table t(a)"));
    script.failSyncsFrom(1, Faults.IOERR_FSYNC);
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (1)")))
        .isInstanceOf(DatabaseException.Uncertain.class)
        .hasMessageContaining("unknown");
    assertThatThrownBy(() ->
            db.write(tx -> {
              throw new AssertionError("must not run");
            }))
        .isInstanceOf(DatabaseException.Io.class)
        .hasMessageContaining("takes no writes");
    script.clear();
    db.write(tx -> tx.execute("insert into t values (2)"));
    List<Long> rows = db.read(tx -> tx.query("select a from t order by a").asLong().list());
    assertThat(rows).isIn(List.of(2L), List.of(1L, 2L));
  }
}
