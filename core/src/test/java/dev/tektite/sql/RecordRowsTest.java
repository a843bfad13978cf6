package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ArrayRecordComponent") // which records of rows may well have
class RecordRowsTest {
  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  record Account(long id, String owner, int balance) {}

  private <R> R one(Class<R> type, String sql, Object... arguments) {
    return db.read(tx -> tx.query(sql, arguments).into(type).one());
  }

  private ThrowingCallable reading(Class<?> type, String sql) {
    return () -> one(type, sql);
  }

  @Test
  void columnsGoIntoTheComponentsOfTheirNameInAnyOrder() {
    assertThat(one(Account.class, "select 7 as balance, 'Ada' as OWNER, 1 as Id"))
        .isEqualTo(new Account(1, "Ada", 7));
    assertThat(one(Account.class, "select 1 as id, 'Ada' as owner, 7 as balance"))
        .isEqualTo(new Account(1, "Ada", 7));
  }

  record Event(Instant createdAt, String user_name) {}

  @Test
  void underscoresDoNotMatter() {
    var expected = new Event(Instant.parse("2026-11-20T10:00:00Z"), "Ada");
    String at = "select '2026-11-20T10:00:00Z' as ";
    assertThat(one(Event.class, at + "created_at, 'Ada' as userName")).isEqualTo(expected);
    assertThat(one(Event.class, at + "CREATEDAT, 'Ada' as USER_NAME")).isEqualTo(expected);
  }

  @Test
  void aColumnOfTheVeryNameWinsOverASimilarOne() {
    record Similar(long a_b, long ab) {}
    assertThat(one(Similar.class, "select 1 as ab, 2 as a_b")).isEqualTo(new Similar(2, 1));
    assertThat(one(Similar.class, "select 3 as aB")).isEqualTo(new Similar(3, 3));
  }

  @Test
  void columnsWithoutAComponentArePassedOver() {
    assertThat(one(Account.class, "select 9 as extra, 1 as id, 'Ada' as owner, 7 as balance, 8"))
        .isEqualTo(new Account(1, "Ada", 7));
  }

  @Test
  void aComponentWithoutAColumnIsNamed() {
    assertThatThrownBy(reading(Account.class, "select 1 as id, 'Ada' as owner"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column for the component balance of Account")
        .hasMessageContaining("[id, owner]");
  }

  @Test
  void theComponentsAreCheckedEvenWhereThereIsNoRow() {
    String nothing = "select 1 as id, 'Ada' as owner where false";
    db.read(tx -> {
      Results<Account> results = tx.query(nothing).into(Account.class);
      assertThatThrownBy(results::list).hasMessageContaining("balance");
      assertThatThrownBy(results::first).hasMessageContaining("balance");
      assertThatThrownBy(results::one).hasMessageContaining("balance");
      assertThatThrownBy(() -> results.stream(rows -> rows.toList()))
          .hasMessageContaining("balance");
      return null;
    });
  }

  @Test
  void twoColumnsForOneComponentAreRefused() {
    assertThatThrownBy(reading(Account.class, "select 1 as id, 2 as ID, 'Ada' as owner, 1 balance"))
        .hasMessageContaining("several columns [0, 1] for the component id of Account");
  }

  @Test
  void aPrimitiveRefusesNullAndNamesColumnAndComponent() {
    assertThatThrownBy(reading(Account.class, "select 1 as id, 'Ada' as owner, null as balance"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Column 2 (balance) for the component balance of Account holds NULL")
        .hasMessageContaining("wrapper");
  }

  record Boxes(
      Long a, Integer b, Short c, Byte d, Boolean e, Double f, Float g, Character h, byte[] i) {}

  @Test
  void everyOtherComponentTakesNull() {
    String nulls = "select null a, null b, null c, null d, null e, null f, null g, null h, null i";
    assertThat(one(Boxes.class, nulls))
        .isEqualTo(new Boxes(null, null, null, null, null, null, null, null, null));
  }

  record Primitives(
      long a, int b, short c, byte d, boolean e, double f, float g, char h, String i) {}

  @Test
  void everyPrimitiveIsRead() {
    assertThat(
            one(
                Primitives.class,
                "select ? a, ? b, ? c, ? d, ? e, ? f, ? g, ? h, ? i",
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                Short.MIN_VALUE,
                Byte.MAX_VALUE,
                true,
                Double.MIN_VALUE,
                Float.MAX_VALUE,
                'ß',
                "text"))
        .isEqualTo(
            new Primitives(
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                Short.MIN_VALUE,
                Byte.MAX_VALUE,
                true,
                Double.MIN_VALUE,
                Float.MAX_VALUE,
                'ß',
                "text"));
  }

  enum Color {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "go";
      }
    }
  }

  record Thing(UUID id, Color color, BigDecimal price, Instant at) {}

  @Test
  void everyTypeThatCanBeStoredCanBeAComponent() {
    var thing = new Thing(UUID.randomUUID(), Color.GREEN, new BigDecimal("1.20"), Instant.EPOCH);
    String sql = "select :id as id, :color as color, :price as price, :at as at";
    assertThat(db.<Thing>read(tx -> tx.query(sql, thing).into(Thing.class).one())).isEqualTo(thing);
  }

  private record Secret(String word) {}

  @Test
  void privateAndLocalRecordsWork() {
    record Local(String word) {}
    assertThat(one(Secret.class, "select 'a' as word")).isEqualTo(new Secret("a"));
    assertThat(one(Local.class, "select 'b' as word")).isEqualTo(new Local("b"));
  }

  record Pair<A, B extends Comparable<B>>(A first, List<B> rest) {}

  record Box<T>(T value) {}

  @Test
  void aGenericComponentTakesWhatIsStored() {
    assertThat(one(Box.class, "select 1 as value")).isEqualTo(new Box<>(1L));
    assertThat(one(Box.class, "select 1.5 as value")).isEqualTo(new Box<>(1.5));
    assertThat(one(Box.class, "select 'x' as value")).isEqualTo(new Box<>("x"));
    assertThat(one(Box.class, "select null as value")).isEqualTo(new Box<>(null));
    assertThat((byte[]) one(Box.class, "select x'0102' as value").value()).containsExactly(1, 2);
  }

  @Test
  void aComponentThatCannotBeStoredIsNamedWithTheTypesThatCan() {
    assertThatThrownBy(reading(Pair.class, "select 1 as first, 2 as rest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The component rest of Pair: java.util.List is not among")
        .hasMessageContaining("Instant");
  }

  record Even(int number) {
    Even {
      if (number % 2 != 0) {
        throw new UnsupportedOperationException("odd");
      }
    }
  }

  @Test
  void whatTheConstructorThrowsPassesOnUnchanged() {
    assertThat(one(Even.class, "select 2 as number").number()).isEqualTo(2);
    assertThatThrownBy(reading(Even.class, "select 3 as number"))
        .isExactlyInstanceOf(UnsupportedOperationException.class)
        .hasMessage("odd");
  }

  @Test
  void manyLayoutsOfOneRecordAllWork() {
    for (int i = 0; i < 250; i++) {
      String sql = "select %d as x%d, 1 as id, 'Ada' as owner, 7 as balance".formatted(i, i);
      assertThat(one(Account.class, sql).owner()).isEqualTo("Ada");
    }
  }

  @Test
  void aColumnAddedLaterMovesTheOthersWithoutHarm() {
    db.write(tx -> {
      tx.execute("create table account(id integer primary key, owner text, balance integer)");
      tx.insert("insert into account(owner, balance) values ('Ada', 7)");
    });
    String all = "select * from account";
    assertThat(one(Account.class, all)).isEqualTo(new Account(1, "Ada", 7));
    db.write(tx ->
        tx.executeScript(
            """
            alter table account rename to old;
            create table account(note text, owner text, balance integer, id integer primary key);
            insert into account(id, owner, balance, note) select id, owner, balance, 'n' from old;
            """));
    assertThat(one(Account.class, all)).isEqualTo(new Account(1, "Ada", 7));
  }

  record Wide(
      int c0,
      int c1,
      int c2,
      int c3,
      int c4,
      int c5,
      int c6,
      int c7,
      int c8,
      int c9,
      long c10,
      double c11,
      String c12,
      Long c13,
      float c14,
      char c15,
      byte c16,
      short c17,
      boolean c18) {}

  @Test
  void wideRecordsWork() {
    String columns =
        "select 0 c0, 1 c1, 2 c2, 3 c3, 4 c4, 5 c5, 6 c6, 7 c7, 8 c8, 9 c9, 10 c10, 11 c11, 12 c12,"
            + " 13 c13, 14 c14, 'c' c15, 16 c16, 17 c17, 1 c18";
    assertThat(one(Wide.class, columns))
        .isEqualTo(
            new Wide(
                0,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                "12",
                13L,
                14,
                'c',
                (byte) 16,
                (short) 17,
                true));
  }

  @Test
  void arrayComponentsOtherThanBytesAreRefused() {
    record Numbers(int[] values) {}
    assertThatThrownBy(reading(Numbers.class, "select 1 as \"values\""))
        .hasMessageContaining("int[] is not among");
  }
}
