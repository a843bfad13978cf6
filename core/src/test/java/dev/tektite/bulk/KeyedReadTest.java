package dev.tektite.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.schema.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedReadTest {
  private record Item(long id, String name) {}

  private static final KeyedRead<Item> ITEMS = KeyedRead.records("item", Item.class);

  private final Database db = Database.temporary();

  @AfterEach
  void close() {
    db.close();
  }

  private void fill(int count) {
    db.write(tx -> {
      tx.execute("create table item(id integer primary key, name text not null)");
      tx.executeBatch(
          "insert into item values (:id, :name)",
          LongStream.rangeClosed(1, count).mapToObj(id -> new Item(id, "item " + id)));
    });
  }

  private List<Integer> sizes(KeyedRead<?> read) {
    List<Integer> sizes = new ArrayList<>();
    long count = read.forEachChunk(db::read, chunk -> sizes.add(chunk.size()));
    assertThat(count).isEqualTo(sizes.stream().mapToInt(size -> size).sum());
    return sizes;
  }

  @Test
  void chunksHoldAllRowsInOrder() {
    fill(25);
    assertThat(sizes(ITEMS.chunkRows(10))).containsExactly(10, 10, 5);
    assertThat(sizes(ITEMS.chunkRows(5))).containsExactly(5, 5, 5, 5, 5);
    assertThat(sizes(ITEMS)).containsExactly(25);
    List<Long> ids = new ArrayList<>();
    long count =
        db.<Long>read(tx ->
            ITEMS.chunkRows(7).forEachChunk(tx, chunk -> chunk.forEach(item -> ids.add(item.id))));
    assertThat(count).isEqualTo(25);
    assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
  }

  @Test
  void anEmptyTableHasNoChunks() {
    fill(0);
    assertThat(sizes(ITEMS)).isEmpty();
  }

  @Test
  void rowsThatComeAndGoInBetweenMoveNoneOfTheOthers() {
    fill(30);
    List<Long> ids = new ArrayList<>();
    ITEMS
        .chunkRows(10)
        .forEachChunk(
            db::read,
            chunk -> {
              chunk.forEach(item -> ids.add(item.id));
              db.write(tx -> {
                tx.execute("delete from item where id <= 5");
                tx.execute("insert or ignore into item values (-1, 'behind')");
              });
            });
    assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 30).boxed().toList());
  }

  @Test
  void whatTheActionThrowsEndsTheRead() {
    fill(30);
    var mine = new IllegalStateException("mine");
    List<Integer> sizes = new ArrayList<>();
    assertThatThrownBy(() ->
            ITEMS
                .chunkRows(10)
                .forEachChunk(
                    db::read,
                    chunk -> {
                      sizes.add(chunk.size());
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(sizes).containsExactly(10);
  }

  @Test
  void aConditionIsBound() {
    fill(15);
    assertThat(sizes(ITEMS.chunkRows(5).where("id > ? or name = ?", 5, "item 1")))
        .containsExactly(5, 5, 1);
    assertThat(sizes(ITEMS.where("id < 3 -- or so"))).containsExactly(2);
  }

  @Test
  void pagesFollowAKey() {
    fill(5);
    KeyedRead<Item> pages = ITEMS.chunkRows(2);
    db.<List<Item>>read(tx -> {
      assertThat(pages.after(tx)).extracting(Item::id).containsExactly(1L, 2L);
      assertThat(pages.after(tx, 2)).extracting(Item::id).containsExactly(3L, 4L);
      assertThat(pages.after(tx, 5)).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pages.after(tx, 1, 2))
          .withMessageContaining("1 columns, but 2 values");
      return List.of();
    });
  }

  @Test
  void keysOfSeveralColumnsAndWithoutRowid() {
    db.write(tx ->
        tx.executeScript(
            """
            create table reading(sensor text, at integer, value real, primary key(sensor, at))
              without rowid;
            insert into reading
              with recursive n(i) as (select 0 union all select i + 1 from n where i < 29)
              select 's' || (i % 3), i / 3, i from n;
            """));
    List<String> keys = new ArrayList<>();
    KeyedRead.mapped("reading", row -> row.asText("sensor") + row.asLong("at"))
        .chunkRows(4)
        .forEachChunk(db::read, keys::addAll);
    assertThat(keys).hasSize(30).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aUniqueIndexIsAKeyInItsOwnCollation() {
    db.write(tx ->
        tx.executeScript(
            """
            create table word(text text not null collate nocase, n integer);
            create unique index by_text on word(text collate binary);
            insert into word values ('a', 1), ('A', 2), ('b', 3), ('B', 4);
            """));
    List<Long> seen = new ArrayList<>();
    KeyedRead.mapped("word", row -> row.asLong(1))
        .by("text")
        .chunkRows(1)
        .forEachChunk(db::read, seen::addAll);
    assertThat(seen).containsExactly(2L, 4L, 1L, 3L);
  }

  @Test
  void aTableWithoutAKeyIsReadByItsRowid() {
    db.write(tx ->
        tx.executeScript("create table t(rowid, _rowid_); insert into t values (9, 9), (1, 1)"));
    List<Long> seen = new ArrayList<>();
    KeyedRead.mapped("t", row -> row.asLong(0)).chunkRows(1).forEachChunk(db::read, seen::addAll);
    assertThat(seen).containsExactly(9L, 1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t(a, b)",
        "create table t(a unique, b)", // can be NULL, and often
        "create table t(a not null, b); create index i on t(a)",
        "create table t(a not null, b); create unique index i on t(a) where b > 0",
        "create table t(a not null, b); create unique index i on t(a, b)",
        "create view t as select 1 as a",
      })
  void whatIsNoKeyIsRefused(String script) {
    db.write(tx -> tx.executeScript(script));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sizes(KeyedRead.mapped("t", row -> row.asLong(0)).by("a")));
  }

  @Test
  void sizesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> ITEMS.chunkRows(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "a\"b", "it's", "main.item", "x; drop table item; --"})
  void noNameBecomesSql(String name) {
    db.write(tx -> {
      String quoted = Identifier.quote(name);
      tx.execute("create table %s(%s text not null unique)".formatted(quoted, quoted));
      tx.execute("insert into %s values ('a'), ('b')".formatted(quoted));
    });
    assertThat(sizes(KeyedRead.mapped(name, row -> row.columns()).by(name).chunkRows(1)))
        .containsExactly(1, 1);
  }
}
