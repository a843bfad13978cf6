package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final String FIVE = "select n from five order by n";

  private final Database db = Database.inMemory();

  @BeforeEach
  void fill() {
    db.write(tx -> {
      tx.execute("create table five(n integer primary key)");
      tx.executeBatch("insert into five values (?)", List.of(1, 2, 3, 4, 5));
    });
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void oneWantsExactlyOneRow() {
    db.read(tx -> {
      assertThat(tx.query("select 1").asLong().one()).isEqualTo(1);
      assertThatThrownBy(tx.query("select 1 where false").asLong()::one)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is none: use first")
          .hasMessageContaining("select 1 where false");
      assertThatThrownBy(tx.query(FIVE).asLong()::one)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there are more");
      return null;
    });
  }

  @Test
  void firstGivesNullWhereThereIsNoRow() {
    db.read(tx -> {
      assertThat(tx.query(FIVE).asLong().first()).isEqualTo(1);
      assertThat(tx.query("select 1 where false").asLong().first()).isNull();
      assertThat(tx.query("select null").asText().first()).isNull();
      return null;
    });
  }

  @Test
  void listIsCompleteInOrderAndUnmodifiable() {
    db.read(tx -> {
      List<Long> list = tx.query(FIVE).asLong().list();
      assertThat(list).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThatThrownBy(() -> list.add(6L)).isInstanceOf(UnsupportedOperationException.class);
      assertThat(tx.query("select 1 where false").asLong().list()).isEmpty();
      assertThat(tx.query("values ('a'), (null)").asText().list()).containsExactly("a", null);
      return null;
    });
  }

  @Test
  void forEachGivesTheCount() {
    db.read(tx -> {
      List<Long> seen = new ArrayList<>();
      assertThat(tx.query(FIVE).asLong().forEach(seen::add)).isEqualTo(5);
      assertThat(seen).hasSize(5);
      assertThat(tx.query("select 1 where false").asLong().forEach(seen::add)).isZero();
      return null;
    });
  }

  @Test
  void aStreamIsLentAndLazy() {
    db.read(tx -> {
      List<Long> mapped = new ArrayList<>();
      List<Long> two =
          tx
              .query(FIVE)
              .map(row -> {
                mapped.add(row.asLong(0));
                return row.asLong(0);
              })
              .stream(rows -> rows.limit(2).toList());
      assertThat(two).containsExactly(1L, 2L);
      assertThat(mapped).hasSize(2);
      assertThat(tx.query(FIVE).asLong().<Long>stream(Stream::count)).isEqualTo(5);
      return null;
    });
  }

  @Test
  void aParallelStreamStaysOnTheThreadOfTheBlock() {
    db.read(tx -> {
      Thread here = Thread.currentThread();
      List<Thread> threads =
          tx.query(FIVE).map(row -> Thread.currentThread()).stream(
              rows -> rows.parallel().toList());
      assertThat(threads).hasSize(5).containsOnly(here);
      return null;
    });
  }

  @Test
  void aStreamThatIsKeptFailsWithASentence() {
    db.read(tx -> {
      Stream<Long> kept = tx.query(FIVE).asLong().stream(rows -> rows);
      assertThatThrownBy(kept::toList).isInstanceOf(IllegalStateException.class);
      Iterator<Long> iterator = tx.query(FIVE).asLong().stream(Stream::iterator);
      assertThatThrownBy(iterator::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The stream was lent to a function that has returned");
      Spliterator<Long> spliterator = tx.query(FIVE).asLong().stream(Stream::spliterator);
      assertThatThrownBy(() -> spliterator.tryAdvance(n -> {}))
          .hasMessageContaining("The stream was lent");
      return null;
    });
  }

  @Test
  void aStreamDoesNotBeginAnewAfterItsEnd() {
    db.read(tx ->
        tx.query(FIVE).asLong().<Void>stream(rows -> {
          Spliterator<Long> all = rows.spliterator();
          all.forEachRemaining(n -> {});
          assertThat(all.tryAdvance(n -> {})).isFalse();
          assertThat(all.tryAdvance(n -> {})).isFalse();
          return null;
        }));
  }

  @Test
  void whatTheStreamOpenedIsClosedAtTheEnd() {
    List<String> events = new ArrayList<>();
    db.read(tx ->
        tx.query(FIVE).asLong().<Stream<Long>>stream(
            rows -> rows.onClose(() -> events.add("closed"))));
    assertThat(events).containsExactly("closed");
  }

  @Test
  void everyVerbRunsTheQueryAnew() {
    db.write(tx -> {
      Results<Long> results = tx.query("select count(*) from five").asLong();
      assertThat(results.one()).isEqualTo(5);
      tx.execute("delete from five where n > 3");
      assertThat(results.one()).isEqualTo(3);
    });
  }

  @Test
  void whatTheMapperThrowsPassesOnAndLeavesTheBlockUsable() {
    db.read(tx -> {
      var mine = new IllegalArgumentException("mine");
      Results<Long> failing =
          tx.query(FIVE)
              .map(row -> {
                if (row.asLong(0) == 3) {
                  throw mine;
                }
                return row.asLong(0);
              });
      assertThatThrownBy(failing::list).isSameAs(mine);
      assertThatThrownBy(() -> failing.forEach(n -> {})).isSameAs(mine);
      assertThatThrownBy(() -> failing.stream(Stream::toList)).isSameAs(mine);
      assertThat(failing.first()).isEqualTo(1);
      assertThatThrownBy(() ->
              tx.query(FIVE)
                  .asLong()
                  .forEach(n -> {
                    throw mine;
                  }))
          .isSameAs(mine);
      assertThat(tx.query(FIVE).asLong().list()).hasSize(5);
      return null;
    });
  }

  @Test
  void theSameQueryCanRunInsideItself() {
    db.read(tx -> {
      List<Long> pairs = new ArrayList<>();
      tx.query(FIVE).asLong().forEach(a -> tx.query(FIVE).asLong().forEach(b -> pairs.add(a * b)));
      assertThat(pairs).hasSize(25).contains(25L);
      assertThat(tx.query(FIVE).map(row -> tx.query(FIVE).asLong().list().size()).list())
          .containsOnly(5);
      return null;
    });
  }

  @Test
  void aLeakedTxQueryOrResultsFailsWithASentence() {
    AtomicReference<ReadTx> tx = new AtomicReference<>();
    AtomicReference<Query> query = new AtomicReference<>();
    AtomicReference<Results<Long>> results = new AtomicReference<>();
    db.read(open -> {
      tx.set(open);
      query.set(open.query(FIVE));
      results.set(open.query(FIVE).asLong());
      return null;
    });
    for (Runnable use :
        List.<Runnable>of(
            () -> tx.get().query(FIVE),
            () -> query.get().asLong().list(),
            () -> query.get().map(row -> 1).forEach(n -> {}),
            () -> results.get().one(),
            () -> results.get().first(),
            () -> results.get().stream(Stream::count))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The block has ended");
    }
  }

  @Test
  void aStatementWithoutRowsIsNoQuery() {
    db.write(tx ->
        assertThatThrownBy(tx.query("delete from five").asLong()::list)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("gives no rows: use execute"));
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from five").asLong().one()))
        .isEqualTo(5);
  }

  @Test
  void returningGivesRowsInAWriteBlock() {
    db.write(tx -> {
      assertThat(tx.query("insert into five values (6), (7) returning n").asLong().list())
          .containsExactly(6L, 7L);
      assertThat(tx.query("update five set n = n + 100 returning n").asLong().first())
          .isEqualTo(101);
    });
    assertThat(db.<Long>read(tx -> tx.query("select min(n) from five").asLong().one()))
        .isEqualTo(101);
    assertThatThrownBy(() ->
            db.read(tx -> tx.query("insert into five values (9) returning n").asLong().list()))
        .hasMessageContaining("Reads cannot write");
  }

  @Test
  void anErrorInTheMiddleOfTheRowsIsToldAndLeavesTheBlockUsable() {
    db.read(tx -> {
      assertThatThrownBy(
              tx.query(
                          "select abs(case n when 3 then -9223372036854775807 - 1 else n end) from five")
                      .asLong()
                  ::list)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("integer overflow");
      assertThat(tx.query(FIVE).asLong().list()).hasSize(5);
      return null;
    });
  }

  @Test
  void aQueryThatIsStoppedInTheMiddleEndsWithCancelledAndItsRowIsGone() {
    String endless =
        "with recursive c(n) as (select 1 union all select n + 1 from c) select n from c";
    List<Row> kept = new ArrayList<>();
    assertThatThrownBy(() ->
            db.with(BlockOptions.defaults().runLimit(Duration.ofMillis(20)))
                .read(tx ->
                    tx.query(endless)
                        .map(row -> {
                          if (kept.isEmpty()) {
                            kept.add(row);
                          }
                          return row.asLong(0);
                        })
                        .forEach(n -> {})))
        .isInstanceOf(DatabaseException.Cancelled.class);
    assertThatThrownBy(() -> kept.getFirst().asLong(0)).hasMessageContaining("The row is gone");
    assertThat(db.<List<Long>>read(tx -> tx.query(FIVE).asLong().list())).hasSize(5);
  }

  @Test
  void badSqlIsToldWithItsPlace() {
    assertThatThrownBy(() -> db.read(tx -> tx.query("select * fro five").asLong().list()))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("near");
    assertThatThrownBy(() -> db.read(tx -> tx.query("select 1; select 2").asLong().list()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("One statement was expected");
    assertThatThrownBy(() -> db.read(tx -> tx.query("  -- nothing").asLong().list()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no statement");
  }
}
