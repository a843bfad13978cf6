package dev.tektite.tests.input;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.EveryDatabase;
import java.util.Arrays;
import java.util.Map;

/// Statements and values that cannot be right: a clear error or the right result, and the database
/// goes on.
class BadInputTest {
  private static void create(Database db) {
    db.write(tx -> tx.execute("create table t(a integer primary key, b)"));
  }

  private static void goesOn(Database db) {
    db.write(tx -> tx.execute("insert into t(b) values (1)"));
    assertThat(db).table("t").hasRows(1);
  }

  @EveryDatabase
  void aMegabyteOfSql(Database db) {
    create(db);
    String blanks = " ".repeat(1_000_000);
    assertThat(db.<Long>read(tx -> tx.query("select 1" + blanks).asLong().one())).isOne();
    assertThatThrownBy(() ->
            db.write(tx -> tx.execute("insert into t(b) values (1" + "+1".repeat(500_000) + ")")))
        .isInstanceOf(DatabaseException.class);
    goesOn(db);
  }

  @EveryDatabase
  void aHundredThousandParameters(Database db) {
    create(db);
    String sql = "select max(?" + ", ?".repeat(99_999) + ")";
    Object[] values = new Object[100_000];
    Arrays.fill(values, 1);
    assertThatThrownBy(() -> db.read(tx -> tx.query(sql, values).asLong().one()))
        .isInstanceOf(DatabaseException.Rejected.class);
    goesOn(db);
  }

  @EveryDatabase
  void theWrongNumberOfParameters(Database db) {
    create(db);
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (?, ?)", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2")
        .hasMessageContaining("1");
    assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (?, ?)", 1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(db).table("t").isEmpty();
    goesOn(db);
  }

  @EveryDatabase
  void aParameterThatHasNoSuchName(Database db) {
    create(db);
    assertThatThrownBy(() ->
            db.write(
                tx -> tx.execute("insert into t(b) values (:value)", Map.of("valeu", "secret"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value")
        .hasMessageNotContaining("secret");
    assertThat(db).table("t").isEmpty();
    goesOn(db);
  }

  @EveryDatabase
  void anUnknownColumn(Database db) {
    create(db);
    goesOn(db);
    assertThatThrownBy(() -> db.read(tx -> tx.query("select c from t").asLong().one()))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("no such column: c");
    assertThatThrownBy(
            () -> db.read(tx -> tx.query("select a, b from t").map(row -> row.asLong("c")).one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"c\"")
        .hasMessageContaining("[a, b]");
    assertThatThrownBy(
            () -> db.read(tx -> tx.query("select a, b from t").map(row -> row.asLong(2)).one()))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("2");
  }

  @EveryDatabase
  void twoStatementsWhereOneIsExpected(Database db) {
    create(db);
    assertThatThrownBy(
            () -> db.write(tx -> tx.execute("insert into t(b) values (1); drop table t")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> db.read(tx -> tx.query("select 1; select 2").asLong().one()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> db.write(tx -> tx.execute("  -- nothing")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(db).table("t").isEmpty();
    goesOn(db);
  }

  @EveryDatabase
  void valuesOutOfRange(Database db) {
    create(db);
    db.write(tx -> tx.execute("insert into t values (?, ?)", 1L << 40, "text"));
    assertThatThrownBy(
            () -> db.read(tx -> tx.query("select a from t").map(row -> row.asInt(0)).one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit an int")
        .hasMessageNotContaining("1099511627776");
    assertThatThrownBy(() -> db.read(tx -> tx.query("select b from t").asLong().one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("holds text:");
    assertThatThrownBy(
            () -> db.write(tx -> tx.execute("insert into t(b) values (?)", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @EveryDatabase
  void textWithNulComesBackWhole(Database db) {
    create(db);
    db.write(tx -> tx.execute("insert into t(b) values (?)", "a\0b"));
    assertThat(db.<String>read(tx -> tx.query("select b from t").asText().one())).isEqualTo("a\0b");
  }

  @EveryDatabase
  void aLoneSurrogateIsRefusedOrReplaced(Database db) {
    create(db);
    try {
      db.write(tx -> tx.execute("insert into t(b) values (?)", "a\ud800b"));
      assertThat(db.<String>read(tx -> tx.query("select b from t").asText().one()))
          .isIn("a\ufffdb", "a?b");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("surrogate");
    }
  }

  @EveryDatabase
  void aBlobOfThirtyTwoMegabytes(Database db) {
    create(db);
    byte[] bytes = new byte[32 << 20];
    Arrays.fill(bytes, (byte) 7);
    db.write(tx -> tx.execute("insert into t(b) values (?)", (Object) bytes));
    assertThat(db.<byte[]>read(tx -> tx.query("select b from t").map(row -> row.asBytes(0)).one()))
        .isEqualTo(bytes);
  }
}
