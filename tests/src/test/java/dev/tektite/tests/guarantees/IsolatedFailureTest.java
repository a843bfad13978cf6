package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static dev.tektite.tests.guarantees.OneFailingBlock.BEFORE;
import static dev.tektite.tests.guarantees.OneFailingBlock.inOneGroup;
import static dev.tektite.tests.guarantees.OneFailingBlock.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.BlocksInLine;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// *Isolated failure*: a failing block never undoes its neighbours in the same group commit.
///
/// The course is drawn at [OneFailingBlock].
@ExtendWith(DatabaseExtension.class)
class IsolatedFailureTest {
  // ---- SQLite undoes no more than the statement ----

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void constraintViolation(boolean virtual, Database db) {
    Throwable failure =
        inOneGroup(db, virtual, 1, (tx, line) -> tx.execute("insert into t values (8, 42)"));
    assertThat(failure)
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("t.n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thrownException(boolean virtual, Database db) {
    var mine = new IllegalArgumentException("mine");
    assertThat(inOneGroup(db, virtual, 1, (tx, line) -> throwAfterInsert(tx, mine))).isSameAs(mine);
  }

  private static void throwAfterInsert(WriteTx tx, RuntimeException mine) {
    insert(tx, BEFORE);
    throw mine;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thrownError(boolean virtual, Database db) {
    var mine = new NoClassDefFoundError("mine");
    assertThat(
            inOneGroup(
                db,
                virtual,
                1,
                (tx, line) -> {
                  insert(tx, BEFORE);
                  throw mine;
                }))
        .isSameAs(mine);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stackOverflow(boolean virtual, Database db) {
    assertThat(inOneGroup(db, virtual, 1, BEFORE, (tx, line) -> insertForEver(tx, 0)))
        .isInstanceOf(StackOverflowError.class);
  }

  @SuppressWarnings("InfiniteRecursion") // it is meant to end by StackOverflowError
  private static long insertForEver(WriteTx tx, long depth) {
    if (depth % 64 == 0) {
      insert(tx, BEFORE);
    }
    return 1 + insertForEver(tx, depth + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deferredForeignKey(boolean virtual, Database db) {
    Throwable failure =
        inOneGroup(db, virtual, 1, (tx, line) -> tx.execute("insert into child values (7)"));
    assertThat(failure)
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("FOREIGN KEY");
    assertThat(db).table("child").isEmpty();
  }

  // ---- SQLite undoes the whole transaction ----

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void raiseRollback(boolean virtual, Database db) {
    Throwable failure =
        inOneGroup(db, virtual, 2, (tx, line) -> tx.execute("insert into refused values (1)"));
    assertThat(failure)
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasMessageContaining("refused");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interruptInALongUpdate(boolean virtual, Database db) {
    Throwable failure =
        inOneGroup(
            db,
            virtual,
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void diskFull(boolean virtual, TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.defaults().onConnection(this::small));
    Throwable failure =
        inOneGroup(
            db,
            virtual,
            2,
            (tx, line) -> tx.execute("insert into t(block, n) values (8, zeroblob(1000000))"));
    assertThat(failure).isInstanceOf(DatabaseException.Full.class);
  }

  private void small(Connection connection) {
    connection.execute("pragma max_page_count = 60");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void diskFullInAStatementWithAJournal(boolean virtual, TestDatabases databases) {
    Database db = databases.open(DatabaseOptions.defaults().onConnection(this::small));
    Throwable failure =
        inOneGroup(
            db,
            virtual,
            1,
            (tx, line) ->
                tx.execute(
                    "insert into t(block, n) with recursive c(x) as (select 1 union all"
                        + " select x + 1 from c limit 50) select 8, zeroblob(10000 + x) from c"));
    assertThat(failure).isInstanceOf(DatabaseException.Full.class);
  }
}
