package dev.tektite.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitListenerTest {
  private static final String SCHEMA =
      """
      create table account(id integer primary key, balance integer);
      create table log(id integer primary key, what text);
      create table entry(
        id integer primary key, account integer references account on delete cascade);
      create trigger logged after update on account begin
        insert into log(what) values ('changed');
      end;
      create view rich as select * from account where balance > 100;
      create trigger into_rich instead of insert on rich begin
        insert into account(id, balance) values (new.id, new.balance);
      end;
      create table plain(x);
      create virtual table words using fts5(text);
      insert into account(id, balance) values (1, 10), (2, 20);
      insert into entry(account) values (1), (2);
      """;

  private final Database db = Database.temporary();
  private final List<CommitEvent> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void prepare() {
    db.write(tx -> tx.executeScript(SCHEMA));
    db.onCommit(events::add);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private CommitEvent after(String... statements) {
    db.write(tx -> {
      for (String statement : statements) {
        tx.execute(statement);
      }
    });
    CommitEvent event = events.getLast();
    assertThat(event.complete()).isTrue();
    return event;
  }

  @Test
  void theTablesAreThoseOfTheStatements() {
    assertThat(after("insert into plain values (1)").tables()).containsExactly("plain");
    assertThat(after("insert into plain values (1)", "insert into log(what) values ('a')").tables())
        .containsExactlyInAnyOrder("plain", "log");
  }

  /// ```
  ///   this thread                          another thread
  ///   has committed; tells: the listener
  ///   waits for the other  ------------->  commits; does not wait for the one who tells
  ///   tells the other commit
  /// ```
  @Test
  void aListenerMayWaitForTheCommitOfAnotherThread() {
    AtomicBoolean first = new AtomicBoolean(true);
    db.onCommit(event -> {
      if (first.getAndSet(false)) {
        db.offloaded().write(tx -> tx.execute("insert into plain values (2)"));
        db.submit(tx -> tx.execute("insert into plain values (3)")).join();
      }
    });

    db.write(tx -> tx.execute("insert into plain values (1)"));

    assertThat(db.<Long>read(tx -> tx.query("select count(*) from plain").asLong().one()))
        .isEqualTo(3);
    assertThat(events.stream().map(CommitEvent::sequence)).isSorted().hasSize(3);
  }

  @Test
  void aStatementThatFindsNothingToChangeIsNotTold() {
    assertThat(after("update plain set x = 1 where x = 77").tables()).isEmpty();
    assertThat(after("delete from plain where x = 77").tables()).isEmpty();
  }

  @Test
  void tablesOfTriggersAreAmongThem() {
    assertThat(after("update account set balance = 11 where id = 1").tables())
        .containsExactlyInAnyOrder("account", "log");
    assertThat(after("insert into rich values (3, 300)").tables()).contains("account");
  }

  @Test
  void tablesOfForeignKeysAreAmongThem() {
    assertThat(after("delete from account where id = 1").tables()).contains("account", "entry");
  }

  @Test
  void deletingAllRowsAtOnceIsTold() {
    after("insert into plain values (1), (2)");
    assertThat(after("delete from plain").tables()).containsExactly("plain");
  }

  @Test
  void virtualTablesAreTold() {
    assertThat(after("insert into words values ('hello world')").tables()).contains("words");
  }

  @Test
  void aChangedSchemaIsTold() {
    CommitEvent created = after("create table more(x)");
    assertThat(created.schemaChanged()).isTrue();
    CommitEvent dropped = after("drop table more");
    assertThat(dropped.schemaChanged()).isTrue();
    assertThat(dropped.tables()).contains("more");
    CommitEvent altered = after("alter table plain add column y");
    assertThat(altered.schemaChanged()).isTrue();
    assertThat(altered.tables()).contains("plain");
    assertThat(after("insert into plain(x) values (1)").schemaChanged()).isFalse();
  }

  @Test
  void aTriggerThatComesLaterIsSeenByStatementsCompiledBefore() {
    after("insert into plain values (1)");
    after(
        "create trigger more after insert on plain begin insert into log(what) values ('x'); end");
    assertThat(after("insert into plain values (1)").tables())
        .containsExactlyInAnyOrder("plain", "log");
    assertThat(after("insert into plain values (1)").tables())
        .containsExactlyInAnyOrder("plain", "log");
    after("drop trigger more");
    assertThat(after("insert into plain values (1)").tables()).contains("plain");
    assertThat(after("insert into plain values (1)").tables()).containsExactly("plain");
  }

  @Test
  void scriptsAndBatchesAreTold() {
    db.write(
        tx -> tx.executeScript("insert into plain values (1); insert into log default values"));
    assertThat(events.getLast().tables()).containsExactlyInAnyOrder("plain", "log");
    db.write(tx -> tx.executeBatch("insert into plain values (?)", List.of(1, 2)));
    assertThat(events.getLast().tables()).containsExactly("plain");
  }

  @Test
  void rowsReturnedByAChangeAreAChange() {
    db.write(tx -> tx.query("insert into plain values (1) returning x").asLong().list());
    assertThat(events.getLast().tables()).containsExactly("plain");
  }

  @Test
  void submittedBlocksAreToldWithTheirTables() {
    db.submit(tx -> tx.execute("insert into plain values (1)")).join();
    assertThat(events.getLast().tables()).containsExactly("plain");
  }

  @Test
  void aBlockThatFailedIsNotTold() {
    int before = events.size();
    try {
      db.write(tx -> {
        tx.execute("insert into plain values (1)");
        throw new IllegalStateException("on purpose");
      });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("on purpose");
    }
    assertThat(events).hasSize(before);
  }

  @Test
  void commitsOfManyThreadsAreToldInOrderAndEachOnce() throws InterruptedException {
    long before = db.status().writer().commits();
    var go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                awaitOf(go);
                for (int n = 0; n < 200; n++) {
                  db.write(tx -> tx.execute("insert into plain values (1)"));
                }
              }));
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    db.write(tx -> tx.execute("insert into plain values (1)"));
    long after = db.status().writer().commits();
    assertThat(events.stream().map(CommitEvent::sequence))
        .isEqualTo(LongStream.rangeClosed(before + 1, after).boxed().toList());
    assertThat(events.stream().mapToInt(CommitEvent::blocks).sum()).isEqualTo(1601);
    assertThat(events).allMatch(event -> event.tables().equals(Set.of("plain")));
  }

  private static void awaitOf(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatABlockChangedBeforeAnybodyListenedIsNotKnown() {
    try (Database fresh = Database.temporary()) {
      List<CommitEvent> told = new ArrayList<>();
      fresh.write(tx -> {
        tx.execute("create table t(x)");
        fresh.onCommit(told::add);
      });
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().complete()).isFalse();
      assertThat(told.getFirst().mayConcern(Set.of("anything"))).isTrue();
    }
  }

  @Test
  void aStatementThatWasCompiledBeforeAnybodyListenedIsKnown() {
    try (Database fresh = Database.temporary()) {
      fresh.write(tx -> tx.execute("create table t(x)"));
      fresh.write(tx -> tx.execute("insert into t values (1)"));
      List<CommitEvent> told = new ArrayList<>();
      Subscription first = fresh.onCommit(told::add);
      fresh.write(tx -> tx.execute("insert into t values (1)"));
      first.close();
      fresh.write(tx -> tx.execute("insert into t values (1)"));
      fresh.onCommit(told::add);
      fresh.write(tx -> tx.execute("insert into t values (1)"));
      assertThat(told).hasSize(2).allMatch(CommitEvent::complete);
      assertThat(told).allMatch(event -> event.tables().equals(Set.of("t")));
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    db.onCommit(commit -> {
      throw new IllegalStateException("on purpose");
    });
    List<CommitEvent> later = new ArrayList<>();
    Subscription last = db.onCommit(later::add);
    after("insert into plain values (1)");
    assertThat(later).hasSize(1);
    last.close();
    after("insert into plain values (1)");
    assertThat(later).hasSize(1);
  }

  @Test
  void aListenerMayWriteAndItsOwnCommitIsToldAfterwards() {
    List<String> order = new ArrayList<>();
    db.onCommit(commit -> {
      if (commit.tables().contains("plain")) {
        db.write(tx -> tx.execute("insert into log(what) values ('seen')"));
      }
      order.add("first " + commit.tables());
    });
    db.onCommit(commit -> order.add("second " + commit.tables()));
    db.write(tx -> tx.execute("insert into plain values (1)"));
    assertThat(order)
        .containsExactly("first [plain]", "second [plain]", "first [log]", "second [log]");
  }

  @Test
  void theCommitIsDurableAndVisibleWhenItIsTold() {
    List<Long> seen = new ArrayList<>();
    db.onCommit(commit ->
        seen.add(db.<Long>read(tx -> tx.query("select count(*) from plain").asLong().one())));
    db.write(tx -> tx.execute("insert into plain values (1)"));
    assertThat(seen).containsExactly(1L);
  }
}
