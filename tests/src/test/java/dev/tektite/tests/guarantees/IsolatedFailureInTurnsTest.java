package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static dev.tektite.tests.guarantees.OneFailingBlock.BEFORE;
import static dev.tektite.tests.guarantees.OneFailingBlock.inOneGroup;
import static dev.tektite.tests.guarantees.OneFailingBlock.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.BlocksInLine;

/// *Isolated failure* where all blocks take turns on one connection: in memory, and with a rollback
/// journal.
///
/// The course is drawn at [OneFailingBlock].
class IsolatedFailureInTurnsTest {
  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void constraintViolation(Database db) {
    assertThat(inOneGroup(db, false, 1, (tx, line) -> tx.execute("insert into t values (8, 42)")))
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("t.n");
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void thrownException(Database db) {
    var mine = new IllegalArgumentException("mine");
    assertThat(
            inOneGroup(
                db,
                false,
                1,
                (tx, line) -> {
                  insert(tx, BEFORE);
                  throw mine;
                }))
        .isSameAs(mine);
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void thrownError(Database db) {
    var mine = new NoClassDefFoundError("mine");
    assertThat(
            inOneGroup(
                db,
                true,
                1,
                (tx, line) -> {
                  insert(tx, BEFORE);
                  throw mine;
                }))
        .isSameAs(mine);
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void stackOverflow(Database db) {
    assertThat(inOneGroup(db, false, 1, BEFORE, (tx, line) -> insertForEver(tx, 0)))
        .isInstanceOf(StackOverflowError.class);
  }

  @SuppressWarnings("InfiniteRecursion") // it is meant to end by StackOverflowError
  private static long insertForEver(WriteTx tx, long depth) {
    if (depth % 64 == 0) {
      insert(tx, BEFORE);
    }
    return 1 + insertForEver(tx, depth + 1);
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void deferredForeignKey(Database db) {
    assertThat(inOneGroup(db, false, 1, (tx, line) -> tx.execute("insert into child values (7)")))
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("FOREIGN KEY");
    assertThat(db).table("child").isEmpty();
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void raiseRollback(Database db) {
    assertThat(inOneGroup(db, false, 2, (tx, line) -> tx.execute("insert into refused values (1)")))
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("refused");
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void interruptInALongUpdate(Database db) {
    Throwable failure =
        inOneGroup(
            db,
            false,
            2,
            (tx, line) -> {
              line.steps().start("interrupter", () -> interruptWhileItSteps(line));
              tx.execute(
                  """
                  update t set n = n + (
                    with recursive c(x) as (select 1 union all select x + 1 from c limit 2000000000)
                    select count(*) from c)
                  """);
            });
    assertThat(failure)
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("was interrupted");
  }

  private static void interruptWhileItSteps(BlocksInLine line) {
    line.steps().awaitInside("block " + BEFORE, "dev.tektite.sqlite.Statement", "run");
    line.thread(BEFORE).interrupt();
  }

  @EveryDatabase({DatabaseMode.MEMORY, DatabaseMode.FILE_WITHOUT_WAL})
  void diskFull(TestDatabases databases) {
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .onConnection(connection -> connection.execute("pragma max_page_count = 60")));
    Throwable failure =
        inOneGroup(
            db,
            false,
            2,
            (tx, line) -> tx.execute("insert into t(block, n) values (8, zeroblob(1000000))"));
    assertThat(failure).isInstanceOf(DatabaseException.Full.class);
  }
}
