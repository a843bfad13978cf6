package dev.tektite.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfilerTest {
  private static final String BY_OWNER = "select id from account where owner = ?";

  private static Database open(int most) {
    ObserveOptions observing = ObserveOptions.none().profiledStatements(most);
    Database db = Database.temporary(DatabaseOptions.defaults().observing(observing));
    db.write(tx -> {
      tx.execute("create table account(id integer primary key, owner text)");
      tx.executeBatch(
          "insert into account(owner) values (?)",
          IntStream.range(0, 5_000).mapToObj(i -> "owner " + i));
    });
    return db;
  }

  private static StatementProfile of(Database db, String sql) {
    return db.profile().statements().stream()
        .filter(statement -> statement.sql().equals(sql))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void callsAndRowsAreCountedExactly() {
    try (Database db = open(100)) {
      for (int i = 0; i < 4; i++) {
        db.read(tx -> tx.query("select id from account limit 10").asLong().list());
      }
      StatementProfile query = of(db, "select id from account limit ?");
      assertThat(query.calls()).isEqualTo(4);
      assertThat(query.rowsReturned()).isEqualTo(40);
      assertThat(query.rowsChanged()).isZero();
      assertThat(query.time()).isPositive();
      assertThat(query.longest()).isLessThanOrEqualTo(query.time());
      assertThat(query.steps()).isPositive();
      StatementProfile insert = of(db, "insert into account(owner) values (?)");
      assertThat(insert.calls()).isEqualTo(5_000);
      assertThat(insert.rowsChanged()).isEqualTo(5_000);
    }
  }

  @Test
  void aScanThatAnIndexWouldSaveIsHintedAt() {
    try (Database db = open(100)) {
      for (int i = 0; i < 3; i++) {
        db.read(tx -> tx.query(BY_OWNER, "owner 17").asLong().one());
      }
      StatementProfile scan = of(db, BY_OWNER);
      assertThat(scan.rowsReturned()).isEqualTo(3);
      assertThat(scan.rowsScanned()).isBetween(3 * 4_990L, 3 * 5_000L);
      assertThat(scan.hints()).singleElement().asString().contains("an index");
      assertThat(db.profile().suspicious()).contains(scan);
      assertThat(db.queryPlan(BY_OWNER)).containsExactly("SCAN account");

      db.write(tx -> tx.execute("create index by_owner on account(owner)"));
      assertThat(db.queryPlan(BY_OWNER)).singleElement().asString().contains("by_owner");
      long before = of(db, BY_OWNER).rowsScanned();
      db.read(tx -> tx.query(BY_OWNER, "owner 17").asLong().one());
      assertThat(of(db, BY_OWNER).rowsScanned()).isEqualTo(before);
    }
  }

  @Test
  void anIndexThatSqliteMakesItselfIsHintedAt() {
    try (Database db = open(100)) {
      String join = "select count(*) from account a join account b on a.owner = b.owner";
      assertThat(db.<Long>read(tx -> tx.query(join).asLong().one())).isEqualTo(5_000);
      StatementProfile profile = of(db, join);
      assertThat(profile.autoIndexRows()).isBetween(4_990L, 5_000L);
      assertThat(profile.hints()).anyMatch(hint -> hint.contains("lasting"));
    }
  }

  @Test
  void sortsAreCounted() {
    try (Database db = open(100)) {
      String sorted = "select owner from account order by owner";
      db.read(tx -> tx.query(sorted).asText().list());
      assertThat(of(db, sorted).sorts()).isEqualTo(1);
      assertThat(of(db, sorted).hints()).anyMatch(hint -> hint.contains("sorts"));
    }
  }

  @Test
  void valuesThatStandInTheTextAreNotKept() {
    try (Database db = open(100)) {
      db.read(tx ->
          tx.query("select id from account where owner = 'secret' and id > 42").asLong().list());
      db.read(tx ->
          tx.query("select id from account where owner = 'other' and id > 7").asLong().list());
      StatementProfile both = of(db, "select id from account where owner = ? and id > ?");
      assertThat(both.calls()).isEqualTo(2);
      assertThat(db.profile().toString()).doesNotContain("secret");
    }
  }

  @Test
  void onlySoManyStatementsAreToldApart() {
    try (Database db = open(5)) {
      for (int i = 0; i < 20; i++) {
        String column = "c" + i;
        db.read(tx -> tx.query("select 1 as " + column).asLong().one());
      }
      assertThat(db.profile().statements()).hasSize(5);
      assertThat(db.profile().forgotten()).isEqualTo(17);
      assertThat(db.profile().top(2)).hasSize(2);
      Duration first = db.profile().top(1).getFirst().time();
      assertThat(db.profile().statements()).allMatch(each -> each.time().compareTo(first) <= 0);
    }
  }

  @Test
  void aPlanNeedsNoValuesAndRunsNothing() {
    try (Database db = open(5)) {
      assertThat(db.queryPlan("delete from account where id = :id").toString()).contains("SEARCH");
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from account").asLong().one()))
          .isEqualTo(5_000);
      assertThat(db.queryPlan("select (select max(owner) from account)"))
          .anyMatch(line -> line.startsWith("  "));
      assertThatThrownBy(() -> db.queryPlan("select nonsense")).hasMessageContaining("nonsense");
    }
  }

  @Test
  void withoutTheOptionThereIsNoProfile() {
    try (Database db = Database.temporary()) {
      assertThatThrownBy(db::profile)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("profiledStatements");
    }
  }
}
