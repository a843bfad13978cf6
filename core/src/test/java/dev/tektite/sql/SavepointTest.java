package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SavepointTest {
  private static final String INSERT = "insert into t values (?)";

  private final Database db = Database.inMemory();
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void create() {
    db.write(tx -> tx.execute("create table t(a)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<Long> stored() {
    return db.read(tx -> tx.query("select a from t order by a").asLong().list());
  }

  private static void failing(WriteTx tx, RuntimeException failure, Runnable part) {
    assertThatThrownBy(() ->
            tx.savepoint(inner -> {
              part.run();
              throw failure;
            }))
        .isSameAs(failure);
  }

  @Test
  void aPartIsKeptWithTheBlock() {
    db.write(tx -> {
      tx.execute(INSERT, 1);
      tx.savepoint(part -> part.execute(INSERT, 2));
      tx.execute(INSERT, 3);
    });
    assertThat(stored()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPartThatThrowsIsUndoneAloneAndItsExceptionPassesOn() {
    db.write(tx -> {
      tx.execute(INSERT, 1);
      failing(tx, new IllegalStateException("mine"), () -> tx.execute(INSERT, 2));
      tx.execute(INSERT, 3);
    });
    assertThat(stored()).containsExactly(1L, 3L);
  }

  @Test
  void partsNest() {
    db.write(tx ->
        tx.savepoint(outer -> {
          outer.execute(INSERT, 1);
          failing(
              outer,
              new IllegalStateException("mine"),
              () -> {
                outer.execute(INSERT, 2);
                outer.savepoint(inner -> inner.execute(INSERT, 3));
              });
          outer.savepoint(inner -> inner.execute(INSERT, 4));
        }));
    assertThat(stored()).containsExactly(1L, 4L);
  }

  @Test
  void aQueryUnderWaySurvivesAPartThatIsUndone() {
    db.write(tx -> {
      tx.executeBatch(INSERT, List.of(1, 2, 3));
      long rows =
          tx.query("select a from t order by a")
              .asLong()
              .forEach(
                  a -> failing(tx, new IllegalStateException(), () -> tx.execute(INSERT, 10 + a)));
      assertThat(rows).isEqualTo(3);
    });
    assertThat(stored()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aftermathOfAPartThatIsKeptIsThatOfTheBlock() {
    db.write(tx ->
        tx.savepoint(part -> {
          part.afterCommit(() -> events.add("stored"));
          part.afterRollback(() -> events.add("undone"));
        }));
    assertThat(events).containsExactly("stored");
  }

  @Test
  void aPartThatIsUndoneForgetsItsCommitActionsAndRunsItsRollbackActions() {
    db.write(tx -> {
      tx.afterCommit(() -> events.add("block stored"));
      failing(
          tx,
          new IllegalStateException(),
          () -> {
            tx.afterCommit(() -> events.add("part stored"));
            tx.afterRollback(() -> events.add("part undone"));
          });
      assertThat(events).isEmpty();
    });
    assertThat(events).containsExactly("block stored", "part undone");
  }

  @Test
  void rollbackActionsRunOnceWhenTheWholeBlockIsUndone() {
    var mine = new IllegalStateException("mine");
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.afterRollback(() -> events.add("block undone"));
              failing(
                  tx,
                  new IllegalStateException(),
                  () -> tx.afterRollback(() -> events.add("part undone")));
              throw mine;
            }))
        .isSameAs(mine);
    assertThat(events).containsExactly("block undone", "part undone");
  }
}
