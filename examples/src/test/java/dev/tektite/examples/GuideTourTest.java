package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the guides show beside the tour.
class GuideTourTest {
  private Database db;

  @BeforeEach
  void open() {
    db = Database.temporary();
    db.write(tx ->
        tx.executeScript(
            """
            create table account(
              id integer primary key, owner text not null unique, balance integer not null);
            insert into account(owner, balance) values ('Ada', 100), ('Ben', 0);
            create table invoice(
              id integer primary key, payer text not null, amount integer not null, due text);
            """));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aBlockCanRefuseToRunTwice() {
    LocalDate due = LocalDate.of(2026, 12, 1);
    // @start region=once
    long id =
        db.with(BlockOptions.named("invoice").once()) // a commit of its own
            .writeReturning(tx ->
                tx.insert("insert into invoice(payer, amount, due) values (?, 5, ?)", "Ada", due));
    // @end
    assertThat(id).isOne();
    assertThat(db.<String>read(tx -> tx.query("select due from invoice").asText().one()))
        .isEqualTo("2026-12-01");
  }

  @Test
  void namesAreChosenAmongOurOwn() {
    assertThat(owners(db, Order.BY_BALANCE)).containsExactly("Ben", "Ada");
    assertThat(owners(db, Order.BY_OWNER)).containsExactly("Ada", "Ben");
  }

  // @start region=identifiers
  enum Order {
    BY_OWNER("owner"),
    BY_BALANCE("balance, owner");

    private final String columns; // a text of our own: no text of a user becomes SQL

    Order(String columns) {
      this.columns = columns;
    }
  }

  static List<String> owners(Database db, Order order) {
    return db.read(tx ->
        tx.query("select owner from account order by " + order.columns).into(String.class).list());
  }

  // @end

  @Test
  void aListIsBoundAsJson() {
    List<Long> ids = List.of(2L, 3L, 5L); // its text, [2, 3, 5], is JSON
    List<String> owners =
        db.read(tx ->
            tx.query(
                    "select owner from account where id in (select value from json_each(?))",
                    ids.toString())
                .into(String.class)
                .list());
    assertThat(owners).containsExactly("Ben");
  }
}
