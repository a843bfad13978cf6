package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.tests.BlocksInLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// *Isolated failure*: a failing block never undoes its neighbours in the same group commit.
///
/// ```
///   blocks 0 to 7            block 8                    blocks 9 to 12
///   BEGIN; each inserts
///                            inserts; fails
///                            ROLLBACK TO its savepoint
///                                                       each inserts
///                                                       COMMIT of 0 to 7 and 9 to 12
/// ```
///
/// Where SQLite undoes the whole transaction, 0 to 7 run again before the others:
///
/// ```
///   blocks 0 to 7            block 8                    blocks 9 to 12
///   BEGIN; each inserts
///                            fails: all is undone
///   BEGIN; each inserts
///                                                       each inserts; COMMIT
/// ```
@ExtendWith(DatabaseExtension.class)
class IsolatedFailureTest {
  private static final int BEFORE = 8;
  private static final int AFTER = 4;
  private static final int ATTEMPTS = 200;

  private static final String SCHEMA =
      """
      create table t(block integer not null, n integer unique);
      create table parent(id integer primary key);
      create table child(parent integer references parent deferrable initially deferred);
      create table refused(a);
      create trigger refuse before insert on refused begin select raise(rollback, 'refused'); end;
      insert into t values (-1, 42);
      """;

  /// What the failing block does, and how its neighbours fare.
  private interface Failing {
    void run(WriteTx tx, BlocksInLine line);
  }

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

  // ---- the choreography ----

  /// As below, where failing is quick: all share one commit.
  private static Throwable inOneGroup(Database db, boolean virtual, int runs, Failing failing) {
    return inOneGroup(db, virtual, runs, BEFORE + AFTER, failing);
  }

  /// Runs the drawn course until all neighbours have shared one commit: a slow machine may take
  /// longer than a group stays open. Each attempt must keep the guarantee.
  ///
  /// @param runs how often the blocks before the failing one run
  /// @param shared up to which block nothing was committed: all but the last where failing is
  ///   quick, else up to the failing one
  /// @return what the failing block's `write` threw
  private static Throwable inOneGroup(
      Database db, boolean virtual, int runs, int shared, Failing failing) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      prepare(db);
      BlocksInLine.Outcome outcome = line(db, virtual, failing).run();
      requireNeighbours(db, outcome);
      if (outcome.commits().get(shared) == 0) {
        assertThat(outcome.runs().subList(0, BEFORE)).containsOnly(runs);
        assertThat(outcome.runs().get(BEFORE)).isOne();
        return outcome.failures().get(BEFORE);
      }
    }
    throw new AssertionError("In %d attempts the blocks never shared a commit".formatted(ATTEMPTS));
  }

  private static void prepare(Database db) {
    db.write(tx -> {
      for (String table : List.of("t", "child", "parent", "refused")) {
        tx.execute("drop table if exists " + table);
      }
      tx.executeScript(SCHEMA);
    });
  }

  private static BlocksInLine line(Database db, boolean virtual, Failing failing) {
    var line = new BlocksInLine(db, virtual);
    for (int i = 0; i < BEFORE + 1 + AFTER; i++) {
      int block = i;
      Consumer<WriteTx> insert = tx -> insert(tx, block);
      line.add(i == BEFORE ? tx -> failing.run(tx, line) : insert);
    }
    return line;
  }

  private static void insert(WriteTx tx, int block) {
    tx.execute("insert into t(block) values (?)", block);
  }

  /// Every neighbour's row is there exactly once, in the order of the line, and no other.
  private static void requireNeighbours(Database db, BlocksInLine.Outcome outcome) {
    List<Long> expected = new ArrayList<>(List.of(-1L));
    IntStream.range(0, BEFORE + 1 + AFTER)
        .filter(block -> block != BEFORE)
        .forEach(block -> expected.add((long) block));
    assertThat(
            db.<List<Long>>read(
                tx -> tx.query("select block from t order by rowid").asLong().list()))
        .isEqualTo(expected);
    for (int i = 0; i < outcome.failures().size(); i++) {
      if (i == BEFORE) {
        assertThat(outcome.failures().get(i)).isNotNull();
      } else {
        assertThat(outcome.failures().get(i)).as("block %d", i).isNull();
      }
    }
  }
}
