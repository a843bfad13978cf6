package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritesTest {
  private final Database db = Database.inMemory();

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript(
            """
            create table account(id integer primary key, owner text unique, balance integer);
            create table log(id integer primary key, line text);
            create table pair(a, b, primary key (a, b)) without rowid;
            """));
  }

  @AfterEach
  void close() {
    db.close();
  }

  record Account(String owner, long balance) {}

  private long count(String table) {
    return db.<Long>read(tx -> tx.query("select count(*) from " + table).asLong().one());
  }

  private void inBlock(Consumer<WriteTx> block) {
    db.write(block);
  }

  // ---- execute ----

  @Test
  void executeGivesTheNumberOfChangedRows() {
    inBlock(tx -> {
      assertThat(tx.execute("insert into account(owner) values ('a'), ('b')")).isEqualTo(2);
      assertThat(tx.execute("update account set balance = ? where owner = ?", 1, "a")).isOne();
      assertThat(tx.execute("update account set balance = 1 where owner = 'z'")).isZero();
      assertThat(tx.execute("create table later(a)")).isZero();
      assertThat(tx.execute("select 1 from account")).isZero();
      assertThat(tx.execute("delete from account")).isEqualTo(2);
    });
  }

  @Test
  void rowsThatATriggerChangesAreNotCounted() {
    inBlock(tx -> {
      tx.execute(
          "create trigger t after insert on account begin"
              + " insert into log(line) values (new.owner), (new.owner); end");
      assertThat(tx.execute("insert into account(owner) values ('a')")).isOne();
      assertThat(tx.insert("insert into account(owner) values ('b')")).isEqualTo(2);
    });
    assertThat(count("log")).isEqualTo(4);
  }

  @Test
  void executeTakesNames() {
    String sql = "insert into account(owner, balance) values (:owner, :balance)";
    inBlock(tx -> {
      assertThat(tx.execute(sql, new Account("a", 1))).isOne();
      assertThat(tx.execute(sql, Map.of("owner", "b", "balance", 2))).isOne();
      assertThat(tx.insert(sql, new Account("c", 3))).isEqualTo(3);
      assertThat(tx.insert(sql, Map.of("owner", "d", "balance", 4))).isEqualTo(4);
      assertThat(tx.query("select * from account order by id").into(Account.class).list())
          .containsExactly(
              new Account("a", 1), new Account("b", 2), new Account("c", 3), new Account("d", 4));
    });
  }

  // ---- insert ----

  @Test
  void insertGivesTheRowid() {
    inBlock(tx -> {
      assertThat(tx.insert("insert into account(owner) values ('a')")).isOne();
      assertThat(tx.insert("insert into account(id, owner) values (-7, 'b')")).isEqualTo(-7);
      assertThat(tx.insert("insert into account(id, owner) values (0, 'c')")).isZero();
    });
  }

  @Test
  void insertWithoutANewRowIsRefused() {
    inBlock(tx -> {
      tx.insert("insert into account(owner) values ('a')");
      for (String sql :
          List.of(
              "insert or ignore into account(owner) values ('a')",
              "insert into account(owner) values ('a') on conflict do nothing",
              "insert into account(owner) values ('a') on conflict(owner) do update set balance = 1",
              "insert into pair values (1, 2)",
              "update account set balance = 2",
              "select 1")) {
        assertThatThrownBy(() -> tx.insert(sql))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("No new row went in")
            .hasMessageContaining(sql);
      }
      assertThat(tx.query("select last_insert_rowid()").asLong().one()).isOne();
    });
  }

  @Test
  void anInsertCanAskForTheLatestRowid() {
    inBlock(tx -> {
      tx.insert("insert into account(id, owner) values (42, 'a')");
      tx.insert("insert into log(line) values (last_insert_rowid())");
      assertThat(tx.query("select line from log").asText().one()).isEqualTo("42");
    });
  }

  @Test
  void aFailedInsertLeavesTheLatestRowid() {
    inBlock(tx -> {
      tx.insert("insert into account(id, owner) values (42, 'a')");
      assertThatThrownBy(() -> tx.insert("insert into account(owner) values ('a')"))
          .isInstanceOf(DatabaseException.Constraint.class);
      assertThat(tx.query("select last_insert_rowid()").asLong().one()).isEqualTo(42);
    });
  }

  // ---- executeBatch ----

  @Test
  void aBatchTakesArraysListsMapsRecordsAndSingleValues() {
    String named = "insert into account(owner, balance) values (:owner, :balance)";
    inBlock(tx -> {
      List<Object[]> arrays = List.of(new Object[] {"a", 1}, new Object[] {"b", null});
      assertThat(tx.executeBatch(named, arrays)).isEqualTo(2);
      assertThat(tx.executeBatch(named, List.of(new Account("c", 3)))).isOne();
      assertThat(tx.executeBatch(named, List.of(Map.of("owner", "d", "balance", 4)))).isOne();
      assertThat(tx.executeBatch(named, List.of(Arrays.asList("e", null), List.of("f", 6))))
          .isEqualTo(2);
      List<LocalDate> days = Arrays.asList(LocalDate.EPOCH, null);
      assertThat(tx.executeBatch("insert into log(line) values (?)", days)).isEqualTo(2);
      assertThat(tx.executeBatch("delete from account where owner = ?", Stream.of("a", "x")))
          .isOne();
      assertThat(tx.query("select line from log order by id").asText().list())
          .containsExactly("1970-01-01", null);
    });
    assertThat(count("account")).isEqualTo(5);
  }

  @Test
  void aBatchIsReadLazilyAndItsStreamIsClosed() {
    List<String> events = new ArrayList<>();
    inBlock(tx -> {
      Stream<Object[]> rows = IntStream.range(0, 100_000).mapToObj(i -> new Object[] {"line " + i});
      assertThat(
              tx.executeBatch(
                  "insert into log(line) values (?)", rows.onClose(() -> events.add("closed"))))
          .isEqualTo(100_000);
    });
    assertThat(events).containsExactly("closed");
    assertThat(count("log")).isEqualTo(100_000);
  }

  @Test
  void anEmptyBatchDoesNothing() {
    inBlock(tx -> assertThat(tx.executeBatch("delete from log", List.of())).isZero());
  }

  @Test
  void aBatchCountsOnlyWhatItChanged() {
    inBlock(tx -> {
      tx.execute("insert into log(line) values ('a'), ('b'), ('c')");
      assertThat(tx.executeBatch("select ?", List.of(1, 2))).isZero();
      assertThat(tx.executeBatch("delete from log where line = ?", List.of("a", "z", "b")))
          .isEqualTo(2);
      assertThat(tx.executeBatch("delete from log where line = ? returning id", List.of("c")))
          .isOne();
    });
  }

  @Test
  void aBatchMayBeFedByAQueryOfTheSameBlock() {
    inBlock(tx -> {
      tx.executeBatch("insert into account(owner) values (?)", List.of("a", "b", "c"));
      long copied =
          tx.query("select owner from account order by id").asText().<Long>stream(
              owners -> tx.executeBatch("insert into log(line) values (?)", owners));
      assertThat(copied).isEqualTo(3);
    });
    assertThat(count("log")).isEqualTo(3);
  }

  @Test
  void aBatchWhoseSourceWritesItselfCountsItsOwnRows() {
    inBlock(tx -> {
      Iterable<String> source =
          () ->
              new Iterator<>() {
                private int given;

                @Override
                public boolean hasNext() {
                  return given < 3;
                }

                @Override
                public String next() {
                  tx.execute("insert into log(line) values ('x'), ('y')");
                  return "nobody" + given++;
                }
              };
      assertThat(tx.executeBatch("delete from account where owner = ?", source)).isZero();
    });
  }

  @Test
  void aBadRowInABatchIsToldAndTheBlockIsUndone() {
    assertThatThrownBy(() ->
            inBlock(tx ->
                tx.executeBatch("insert into account(owner) values (?)", List.of("a", "b", "a"))))
        .isInstanceOf(DatabaseException.Constraint.class);
    assertThatThrownBy(() ->
            inBlock(tx ->
                tx.executeBatch(
                    "insert into account(owner) values (?)", List.of("a", new Object[] {1, 2}))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values were given for 1 parameters");
    assertThat(count("account")).isZero();
  }

  // ---- executeScript ----

  @Test
  void aScriptRunsToItsEnd() {
    inBlock(tx ->
        tx.executeScript(
            """
            -- some lines
            insert into log(line) values ('a;b');
            select * from log; /* rows are passed over */
            insert into log(line) values ('c')\
            """));
    assertThat(count("log")).isEqualTo(2);
  }

  @Test
  void aScriptThatFailsInTheMiddleLeavesNothing() {
    assertThatThrownBy(() ->
            inBlock(tx ->
                tx.executeScript(
                    "insert into log(line) values ('a'); insert into nowhere" + " values (1)")))
        .isInstanceOf(DatabaseException.Rejected.class);
    assertThat(count("log")).isZero();
  }

  @Test
  void aScriptCannotHaveParametersNorEndTheTransaction() {
    assertThatThrownBy(() -> inBlock(tx -> tx.executeScript("delete from log where id = ?")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use execute");
    assertThatThrownBy(() -> inBlock(tx -> tx.executeScript("select 1; commit")))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("refused in a block");
  }

  // ---- reads ----

  @Test
  void aReadBlockRefusesEveryWritingWordEvenWhenItIsGivenOne() {
    db.read(tx -> {
      WriteTx sly = (WriteTx) tx;
      for (Runnable write :
          List.<Runnable>of(
              () -> sly.execute("delete from log"),
              () -> sly.insert("insert into log(line) values ('a')"),
              () -> sly.executeBatch("delete from log where id = ?", List.of(1)),
              () -> sly.executeScript("delete from log"),
              () -> sly.savepoint(part -> {}),
              () -> sly.afterCommit(() -> {}),
              () -> sly.afterRollback(() -> {}))) {
        assertThatThrownBy(write::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Reads cannot write");
      }
      return null;
    });
  }
}
