package dev.tektite.tests.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import dev.tektite.sql.WriteTx;
import dev.tektite.tests.BlocksInLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A block that fails in the middle of a group, and neighbours that must not notice.
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
final class OneFailingBlock {
  /// How many blocks stand before the failing one, whose number that is.
  static final int BEFORE = 8;

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

  private OneFailingBlock() {}

  /// What the failing block does, and how its neighbours fare.
  interface Failing {
    void run(WriteTx tx, BlocksInLine line);
  }

  /// As below, where failing is quick: all share one commit.
  static Throwable inOneGroup(Database db, boolean virtual, int runs, Failing failing) {
    return inOneGroup(db, virtual, runs, BEFORE + AFTER, failing);
  }

  /// Runs the drawn course until all neighbours have shared one commit: a slow machine may take
  /// longer than a group stays open. Each attempt must keep the guarantee.
  ///
  /// @param runs how often the blocks before the failing one run
  /// @param shared up to which block nothing was committed: all but the last where failing is
  ///   quick, else up to the failing one
  /// @return what the failing block's `write` threw
  static Throwable inOneGroup(Database db, boolean virtual, int runs, int shared, Failing failing) {
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

  static void insert(WriteTx tx, int block) {
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
