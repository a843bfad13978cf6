package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// *Whole commits*: a block is stored whole or not at all.
class WholeCommitsTest {
  private final List<String> order = new ArrayList<>();

  @BeforeEach
  void forget() {
    order.clear();
  }

  private static void accounts(Database db) {
    db.write(tx ->
        tx.executeScript(
            "create table account(owner text unique, balance integer check (balance >= 0));"
                + " insert into account values ('Ada', 100), ('Ben', 100)"));
  }

  private static long balance(Database db, String owner) {
    return db.read(
        tx -> tx.query("select balance from account where owner = ?", owner).asLong().one());
  }

  @EveryDatabase
  void allStatementsOfABlockAreStored(Database db) {
    accounts(db);
    db.write(tx -> {
      tx.execute("update account set balance = balance - 50 where owner = 'Ada'");
      tx.execute("update account set balance = balance + 50 where owner = 'Ben'");
    });
    assertThat(balance(db, "Ada")).isEqualTo(50);
    assertThat(balance(db, "Ben")).isEqualTo(150);
  }

  @EveryDatabase
  void aFailingStatementUndoesThoseBeforeIt(Database db) {
    accounts(db);
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.execute("update account set balance = balance + 200 where owner = 'Ben'");
              tx.execute("update account set balance = balance - 200 where owner = 'Ada'");
            }))
        .hasMessageContaining("CHECK");
    assertThat(balance(db, "Ada")).isEqualTo(100);
    assertThat(balance(db, "Ben")).isEqualTo(100);
  }

  @EveryDatabase
  void aCheckedExceptionPassesUnchangedAndUndoes(Database db) {
    accounts(db);
    var mine = new IOException("mine");
    assertThatThrownBy(() ->
            db.<Object, IOException>writeThrowing(tx -> {
              tx.execute("delete from account");
              throw mine;
            }))
        .isSameAs(mine);
    assertThat(db).table("account").hasRows(2);
  }

  @EveryDatabase
  void aSavepointThatFailsIsUndoneAlone(Database db) {
    accounts(db);
    db.write(tx -> {
      tx.execute("update account set balance = 1 where owner = 'Ada'");
      assertThatThrownBy(() ->
              tx.savepoint(part -> {
                part.execute("delete from account");
                throw new IllegalStateException("mine");
              }))
          .hasMessage("mine");
    });
    assertThat(balance(db, "Ada")).isEqualTo(1);
    assertThat(db).table("account").hasRows(2);
  }

  @EveryDatabase
  void actionsRunAfterTheCommitOrAfterTheRollback(Database db) {
    accounts(db);
    db.write(tx -> {
      tx.afterCommit(() -> order.add("stored"));
      tx.afterRollback(() -> order.add("never"));
      tx.execute("update account set balance = 7 where owner = 'Ada'");
    });
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.afterCommit(() -> order.add("never"));
              tx.afterRollback(() -> order.add("undone"));
              throw new IllegalStateException("mine");
            }))
        .hasMessage("mine");
    assertThat(order).containsExactly("stored", "undone");
  }

  @EveryDatabase
  void anActionAfterTheCommitMayOpenABlock(Database db) {
    accounts(db);
    db.write(tx -> {
      tx.execute("update account set balance = 7 where owner = 'Ada'");
      tx.afterCommit(() -> order.add("stored " + balance(db, "Ada")));
    });
    assertThat(order).containsExactly("stored 7");
  }

  //   writer                    reader
  //   block: first statement
  //                             sees nothing
  //   block: second statement
  //                             sees nothing
  //   write returns
  //                             sees both
  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.TEMPORARY})
  void nobodySeesHalfABlock(Database db, Steps steps) {
    accounts(db);
    steps.start(
        "writer",
        () ->
            db.write(tx -> {
              tx.execute("insert into account values ('Cleo', 1)");
              steps.atAndAwait("half", "half was looked for");
              tx.execute("insert into account values ('Dan', 1)");
              steps.atAndAwait("whole", "whole was looked for");
            }));
    steps.await("half");
    assertThat(db).table("account").hasRows(2);
    steps.atAndAwait("half was looked for", "whole");
    assertThat(db).table("account").hasRows(2);
    steps.at("whole was looked for");
    assertThat(steps.outcome("writer")).isNull();
    assertThat(db).table("account").hasRows(4);
  }
}
