package dev.tektite.tests.peers;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.bulk.BulkInsert;
import dev.tektite.bulk.BulkResult;
import dev.tektite.bulk.JsonList;
import dev.tektite.bulk.KeyedRead;
import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What sqlite-kit's batches and chunks promise, and what they get wrong.
@ExtendWith(DatabaseExtension.class)
class SqliteKitBatchTest {
  private static final BulkInsert<@Nullable Object[]> USERS =
      BulkInsert.rows("users", "id", "name");

  private static void create(Database db) {
    db.write(tx -> tx.execute("create table users(id integer primary key, name text)"));
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private static Stream<@Nullable Object[]> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> row(i, "user " + i));
  }

  @EveryDatabase
  void threeRowsGoIn(Database db) {
    create(db);
    assertThat(db.<BulkResult>writeReturning(tx -> USERS.insert(tx, users(3))))
        .isEqualTo(new BulkResult(3, 3));
    assertThat(db).table("users").hasRows(3);
  }

  @EveryDatabase
  void reservedNamesAndNamedDatabasesAreTables(Database db) {
    create(db);
    db.write(tx -> {
      tx.execute("create table \"order\"(\"select\", \"from\")");
      BulkInsert.rows("order", "select", "from").insert(tx, Stream.<Object[]>of(row(1, 2)));
      BulkInsert.rows(Identifier.parse("main.users"), "id").insert(tx, Stream.<Object[]>of(row(1)));
    });
    assertThat(db).table("order").hasRows(1);
    assertThat(db).table("users").hasRows(1);
  }

  @Test
  void whatCannotBeABatchIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> USERS.chunkRows(0));
    assertThatIllegalArgumentException().isThrownBy(() -> BulkInsert.rows("users"));
    assertThatIllegalArgumentException().isThrownBy(() -> Identifier.parse("main."));
  }

  @EveryDatabase
  void aRowOfAnotherWidthKeepsEverythingOut(Database db) {
    create(db);
    List<@Nullable Object[]> rows = new ArrayList<>(users(2).toList());
    rows.add(row(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> db.write(tx -> USERS.insert(tx, rows)))
        .withMessageStartingWith("Row 3: ");
    assertThat(rows).hasSize(3);
    assertThat(db).table("users").hasRows(0);
  }

  @EveryDatabase
  void replaceUpdatesAndIgnoreKeepsTheOld(Database db) {
    create(db);
    db.write(tx -> {
      USERS.insert(tx, users(1));
      USERS.orReplace().insert(tx, Stream.<Object[]>of(row(1, "new")));
      assertThat(tx.query("select name from users").asText().one()).isEqualTo("new");
      USERS.orIgnore().insert(tx, users(2));
      assertThat(tx.query("select name from users order by id").asText().list())
          .containsExactly("new", "user 2");
    });
  }

  @EveryDatabase
  void twentyFiveRowsInChunksOfTen(Database db) {
    create(db);
    List<Long> told = new ArrayList<>();
    USERS.chunkRows(10).onProgress(told::add).insertInChunks(db::write, users(25));
    assertThat(told).containsExactly(10L, 20L, 25L);
    assertThat(db).table("users").hasRows(25);
  }

  @EveryDatabase
  void typedValuesNullsAndBlobsComeBack(Database db) {
    db.write(tx -> {
      tx.execute("create table t(a, b, c, d, e)");
      BulkInsert.rows("t", "a", "b", "c", "d", "e")
          .insert(tx, Stream.<Object[]>of(row(null, 7L, 1.5, "text", new byte[] {0, -1})));
      assertThat(
              tx.query("select * from t")
                  .map(row ->
                      row.isNull(0) + " " + row.asLong(1) + " " + row.asDouble(2) + row.asText(3))
                  .one())
          .isEqualTo("true 7 1.5text");
      assertThat(tx.query("select e from t").into(byte[].class).one()).containsExactly(0, -1);
      assertThat(tx.query("select count(*) from t where a is null").asLong().one()).isOne();
    });
  }

  @EveryDatabase
  void twentyFiveRowsAreReadInThreeChunks(Database db) {
    create(db);
    db.write(tx -> USERS.insert(tx, users(25)));
    List<Integer> sizes = new ArrayList<>();
    KeyedRead<Long> ids = KeyedRead.mapped("users", row -> row.asLong(0));
    assertThat(ids.chunkRows(10).forEachChunk(db::read, chunk -> sizes.add(chunk.size())))
        .isEqualTo(25);
    assertThat(sizes).containsExactly(10, 10, 5);
  }

  /// sqlite-kit's iterator repeats an error for ever.
  @EveryDatabase
  void anErrorEndsTheReadOfChunks(Database db) {
    create(db);
    KeyedRead<Long> broken = KeyedRead.mapped("users", row -> row.asLong(0)).where("nothing = 1");
    assertThatThrownBy(() -> broken.forEachChunk(db::read, chunk -> {}))
        .isInstanceOf(DatabaseException.Rejected.class);
  }

  /// sqlite-kit pages by `OFFSET`: rows that go move those behind them to a page that was read.
  @EveryDatabase
  void rowsThatGoInBetweenHideNoOthers(Database db) {
    create(db);
    db.write(tx -> USERS.insert(tx, users(20)));
    List<Long> seen = new ArrayList<>();
    KeyedRead.mapped("users", row -> row.asLong(0))
        .chunkRows(5)
        .forEachChunk(
            db::read,
            chunk -> {
              seen.addAll(chunk);
              db.write(tx -> tx.execute("delete from users where id <= ?", chunk.getLast()));
            });
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  /// sqlite-kit has no guard for more than 32 766 values.
  @EveryDatabase
  void listsAndBatchesHaveNoLimitOfParameters(Database db) {
    create(db);
    db.write(tx -> USERS.insert(tx, users(40_000)));
    String all = JsonList.of(LongStream.rangeClosed(1, 40_000).boxed().toList());
    assertThat(
            db.<Long>read(tx ->
                tx.query(
                        "select count(*) from users where id in (select value from json_each(?))",
                        all)
                    .asLong()
                    .one()))
        .isEqualTo(40_000);
  }

  // ---- savepoints, which have no names to get wrong ----

  @EveryDatabase
  void aPartThatIsKeptAndOneThatIsUndone(Database db) {
    create(db);
    db.write(tx -> {
      USERS.insert(tx, users(1));
      tx.savepoint(part -> part.execute("insert into users values (2, 'kept')"));
      assertThatThrownBy(() ->
              tx.savepoint(part -> {
                part.execute("insert into users values (3, 'undone')");
                throw new IllegalStateException("mine");
              }))
          .hasMessage("mine");
    });
    assertThat(db).table("users").longs("id").containsExactly(1L, 2L);
  }

  @EveryDatabase
  void anInnerPartThatIsUndoneKeepsTheOuterOne(Database db) {
    create(db);
    db.write(tx -> {
      tx.execute("insert into users values (1, 'base')");
      tx.savepoint(outer -> {
        outer.execute("insert into users values (2, 'outer')");
        assertThatThrownBy(() ->
                outer.savepoint(inner -> {
                  inner.execute("insert into users values (3, 'inner')");
                  throw new IllegalStateException("mine");
                }))
            .hasMessage("mine");
      });
    });
    assertThat(db).table("users").longs("id").containsExactly(1L, 2L);
  }

  /// In sqlite-kit a part that is neither kept nor undone stays with the transaction.
  @EveryDatabase
  void aPartEndsOneWayOrTheOther(Database db) {
    create(db);
    assertThatThrownBy(() -> db.write(tx -> tx.execute("savepoint mine")))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("tx.savepoint");
  }
}
