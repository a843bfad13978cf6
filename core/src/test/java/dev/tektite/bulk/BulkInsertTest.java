package dev.tektite.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkInsertTest {
  private record User(long id, String name, @Nullable Instant createdAt) {}

  private static final BulkInsert<User> USERS = BulkInsert.records("users", User.class);
  private static final BulkInsert<@Nullable Object[]> ROWS = BulkInsert.rows("users", "id", "name");

  private final Database db = Database.temporary();

  @BeforeEach
  void create() {
    db.write(tx ->
        tx.executeScript(
            """
            create table users(
              id integer primary key, name text not null unique, created_at text,
              upper_name as (upper(name)), age integer default 7);
            """));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static User user(long id) {
    return new User(id, "user " + id, null);
  }

  private static Stream<User> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(BulkInsertTest::user);
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  private long count() {
    return db.<Long>read(tx -> tx.query("select count(*) from users").asLong().one());
  }

  private @Nullable String nameOf(long id) {
    return db.<@Nullable String>read(
        tx -> tx.query("select name from users where id = ?", id).asText().first());
  }

  // ---- rows and records ----

  @Test
  void recordsGoInByTheirNamesAndComeOutTheSame() {
    User ada = new User(1, "Ada", Instant.parse("2026-11-20T10:00:00Z"));
    BulkResult result = db.writeReturning(tx -> USERS.insert(tx, List.of(ada, user(2))));
    assertThat(result).isEqualTo(new BulkResult(2, 2));
    assertThat(
            db.<List<User>>read(
                tx -> tx.query("select * from users order by id").into(User.class).list()))
        .containsExactly(ada, user(2));
  }

  @Test
  void rowsGoInByPositionAndColumnsThatAreNotNamedTakeTheirDefault() {
    db.write(tx -> ROWS.insert(tx, List.of(row(1, "Ada"), row(null, "Ben"))));
    assertThat(db.<Long>read(tx -> tx.query("select sum(age) from users").asLong().one()))
        .isEqualTo(14);
    assertThat(nameOf(2)).isEqualTo("Ben");
  }

  @Test
  void aComponentIsLeftOut() {
    db.write(tx -> USERS.without("id").insert(tx, Stream.of(user(0), user(5))));
    assertThat(nameOf(1)).isEqualTo("user 0");
    assertThat(nameOf(2)).isEqualTo("user 5");
    assertThatIllegalArgumentException().isThrownBy(() -> USERS.without("gone"));
    assertThatIllegalArgumentException().isThrownBy(() -> ROWS.without("id"));
  }

  @Test
  void aComponentNeedsAColumnThatIsNotComputed() {
    record Stranger(long id, String surname) {}
    record Computed(long id, String name, String upperName) {}
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            db.write(
                tx -> BulkInsert.records("users", Stranger.class).insert(tx, List.<Stranger>of())))
        .withMessageContaining("no column for the component surname of Stranger");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            db.write(
                tx -> BulkInsert.records("users", Computed.class).insert(tx, List.<Computed>of())))
        .withMessageContaining("computes the column for the component upperName");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            db.write(tx -> BulkInsert.records("gone", User.class).insert(tx, List.<User>of())))
        .withMessageContaining("no table gone");
  }

  @Test
  void noRowsAreNoFailure() {
    assertThat(db.<BulkResult>writeReturning(tx -> USERS.insert(tx, List.<User>of())))
        .isEqualTo(new BulkResult(0, 0));
    assertThat(USERS.insertInChunks(db::write, List.<User>of())).isEqualTo(new BulkResult(0, 0));
  }

  @Test
  void columnsChunksAndKeysAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> BulkInsert.rows("users"));
    assertThatIllegalArgumentException().isThrownBy(() -> ROWS.chunkRows(0));
    assertThatIllegalArgumentException().isThrownBy(ROWS::orUpdate);
  }

  // ---- conflicts ----

  private static Stream<User> conflicting() {
    return Stream.of(new User(1, "new", null), user(2));
  }

  @Test
  void aConflictFailsUnlessSomethingElseIsSaid() {
    db.write(tx -> USERS.insert(tx, users(1)));
    assertThatExceptionOfType(DatabaseException.Constraint.class)
        .isThrownBy(() -> db.write(tx -> USERS.insert(tx, conflicting())));
    assertThat(count()).isOne();
  }

  @Test
  void replaceDeletesTheOldRow() {
    db.write(tx -> {
      USERS.insert(tx, users(1));
      tx.execute("update users set age = 50");
      assertThat(USERS.orReplace().insert(tx, conflicting())).isEqualTo(new BulkResult(2, 2));
    });
    assertThat(nameOf(1)).isEqualTo("new");
    assertThat(db.<Long>read(tx -> tx.query("select age from users where id = 1").asLong().one()))
        .isEqualTo(7);
  }

  @Test
  void ignoreKeepsTheOldRowAndTakesTheOthers() {
    db.write(tx -> {
      USERS.insert(tx, users(1));
      assertThat(USERS.orIgnore().insert(tx, conflicting())).isEqualTo(new BulkResult(2, 1));
    });
    assertThat(nameOf(1)).isEqualTo("user 1");
    assertThat(nameOf(2)).isEqualTo("user 2");
  }

  @Test
  void updateChangesTheOldRowAndKeepsWhatIsNotInserted() {
    db.write(tx -> {
      USERS.insert(tx, users(1));
      tx.execute("update users set age = 50");
      assertThat(USERS.orUpdate("ID").insert(tx, conflicting())).isEqualTo(new BulkResult(2, 2));
    });
    assertThat(nameOf(1)).isEqualTo("new");
    assertThat(db.<Long>read(tx -> tx.query("select age from users where id = 1").asLong().one()))
        .isEqualTo(50);
  }

  @Test
  void updateOfRowsThatAreAllKeyDoesNothing() {
    db.write(tx -> {
      tx.execute("create table tag(a, b, primary key(a, b))");
      var tags = BulkInsert.rows("tag", "a", "b").orUpdate("a", "b");
      assertThat(tags.insert(tx, List.of(row(1, 2), row(1, 2)))).isEqualTo(new BulkResult(2, 1));
    });
  }

  @Test
  void updateByColumnsThatAreNoKeyIsRefusedBySqlite() {
    assertThatThrownBy(() -> db.write(tx -> USERS.orUpdate("created_at").insert(tx, users(1))))
        .isInstanceOf(DatabaseException.Rejected.class);
  }

  // ---- bad rows ----

  @Test
  void theBadRowIsNamedAndTheConstraintKept() {
    assertThatExceptionOfType(DatabaseException.Constraint.class)
        .isThrownBy(() -> db.write(tx -> USERS.insert(tx, Stream.concat(users(41), users(1)))))
        .withMessageStartingWith("Row 42: ")
        .satisfies(e -> assertThat(e.columns()).containsExactly("id"))
        .withCauseInstanceOf(DatabaseException.Constraint.class);
    assertThat(count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aRowOfAnotherWidthIsNamed(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> db.write(tx -> ROWS.insert(tx, List.of(row(1, "Ada"), new Object[width]))))
        .withMessageStartingWith("Row 2: ");
    assertThat(count()).isZero();
  }

  @Test
  void aValueThatCannotBeStoredIsNamedAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> db.write(tx -> ROWS.insert(tx, Stream.<Object[]>of(row(1, List.of("secret"))))))
        .withMessageStartingWith("Row 1: ")
        .withMessageNotContaining("secret");
  }

  @Test
  void nothingStaysOfAnInsertThatFailedEvenIfTheBlockGoesOn() {
    db.write(tx -> {
      tx.execute("insert into users(id, name) values (100, 'before')");
      assertThatThrownBy(() -> USERS.insert(tx, Stream.concat(users(9), users(1))))
          .isInstanceOf(DatabaseException.Constraint.class);
      tx.execute("insert into users(id, name) values (101, 'after')");
    });
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void whatTheSourceThrowsPassesOnUnchanged() {
    var mine = new IllegalArgumentException("mine");
    Stream<User> failing =
        users(10)
            .peek(user -> {
              if (user.id == 7) {
                throw mine;
              }
            });
    assertThatThrownBy(() -> db.write(tx -> USERS.insert(tx, failing))).isSameAs(mine);
    assertThat(count()).isZero();
  }

  @Test
  void aStreamIsClosedHoweverItEnds() {
    List<String> closed = new ArrayList<>();
    db.write(tx -> USERS.insert(tx, users(3).onClose(() -> closed.add("read"))));
    assertThatThrownBy(
            () -> db.write(tx -> USERS.insert(tx, users(3).onClose(() -> closed.add("refused")))))
        .isInstanceOf(DatabaseException.Constraint.class);
    USERS.orIgnore().insertInChunks(db::write, users(3).onClose(() -> closed.add("in chunks")));
    assertThat(closed).containsExactly("read", "refused", "in chunks");
  }

  // ---- progress and chunks ----

  @Test
  void progressIsToldAfterEachChunkAndAtTheEnd() {
    List<Long> told = new ArrayList<>();
    db.write(tx -> USERS.chunkRows(10).onProgress(told::add).insert(tx, users(25)));
    assertThat(told).containsExactly(10L, 20L, 25L);
    told.clear();
    USERS.orIgnore().chunkRows(10).onProgress(told::add).insertInChunks(db::write, users(30));
    assertThat(told).containsExactly(10L, 20L, 30L);
  }

  @Test
  void chunksAreStoredOneByOne() {
    List<Long> stored = new ArrayList<>();
    BulkResult result =
        USERS
            .chunkRows(10)
            .onProgress(rows -> stored.add(count()))
            .insertInChunks(db::write, users(25));
    assertThat(result).isEqualTo(new BulkResult(25, 25));
    assertThat(stored).containsExactly(10L, 20L, 25L);
  }

  @Test
  void aBadRowUndoesItsChunkAloneAndTheMessageSaysWhatIsStored() {
    assertThatExceptionOfType(DatabaseException.Constraint.class)
        .isThrownBy(
            () -> USERS.chunkRows(10).insertInChunks(db::write, Stream.concat(users(24), users(1))))
        .withMessageStartingWith("Row 25: ")
        .withMessageEndingWith("; rows 1 to 20 are stored");
    assertThat(count()).isEqualTo(20);
  }

  @Test
  void rowsAreReadOneByOneAndNotKept() {
    Iterator<User> endless = Stream.iterate(1L, id -> id + 1).map(BulkInsertTest::user).iterator();
    var seen = new long[1];
    Iterable<User> firstMillionth =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return seen[0] < 50_000;
              }

              @Override
              public User next() {
                seen[0]++;
                return Objects.requireNonNull(endless.next());
              }
            };
    List<Long> ahead = new ArrayList<>();
    USERS
        .chunkRows(1_000)
        .onProgress(rows -> ahead.add(seen[0] - rows))
        .insertInChunks(db::write, firstMillionth);
    assertThat(ahead).hasSize(50).containsOnly(0L);
    assertThat(count()).isEqualTo(50_000);
  }

  @Test
  void anInterruptUndoesIt() {
    Stream<User> interrupting =
        Stream.iterate(1L, id -> id + 1)
            .map(id -> {
              if (id == 1_000) {
                Thread.currentThread().interrupt();
              }
              return user(id);
            });
    assertThatThrownBy(() -> db.write(tx -> USERS.insert(tx, interrupting)))
        .isInstanceOf(DatabaseException.Cancelled.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count()).isZero();
  }

  @Test
  void anInterruptBetweenChunksKeepsThoseThatAreStored() {
    assertThatThrownBy(() ->
            USERS
                .chunkRows(10)
                .onProgress(rows -> {
                  if (rows == 30) {
                    Thread.currentThread().interrupt();
                  }
                })
                .insertInChunks(db::write, users(100)))
        .isInstanceOf(DatabaseException.Cancelled.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count()).isEqualTo(30);
  }

  // ---- names ----

  @ParameterizedTest
  @ValueSource(
      strings = {"order", "a\"b", "it's", "main.users", "x(a) values (1); drop table users; --"})
  void noNameBecomesSql(String name) {
    db.write(tx -> {
      tx.execute(
          "create table %s(%s primary key, b)"
              .formatted(Identifier.quote(name), Identifier.quote(name)));
      var insert = BulkInsert.rows(name, name, "b").orUpdate(name);
      insert.insert(tx, List.of(row(1, 2), row(1, 3)));
      assertThat(tx.query("select b from " + Identifier.quote(name)).asLong().list())
          .containsExactly(3L);
    });
    assertThat(count()).isZero();
  }

  @Test
  void aDatabaseCanBeNamed() {
    db.write(tx -> {
      tx.execute("create temp table users(id, name)");
      BulkInsert.rows(Identifier.parse("main.users"), "id", "name")
          .insert(tx, List.of(row(1, "Ada"), row(2, "Ben")));
      BulkInsert.records(Identifier.of("main", "users"), User.class).insert(tx, List.of(user(3)));
      assertThat(tx.query("select count(*) from main.users").asLong().one()).isEqualTo(3);
      assertThat(tx.query("select count(*) from temp.users").asLong().one()).isZero();
    });
  }
}
