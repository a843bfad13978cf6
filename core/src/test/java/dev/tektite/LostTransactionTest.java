package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Blocks that go on although SQLite has undone their whole transaction.
class LostTransactionTest {
  private static final String SCHEMA =
      """
      create table t(a);
      create trigger never after insert on t when new.a < 0
      begin
        select raise(rollback, 'never');
      end;
      """;

  @Test
  void aBlockThatSwallowsTheErrorStoresNothing() {
    try (var db = Database.inMemory()) {
      db.write(tx -> tx.executeScript(SCHEMA));
      refuses(db, tx -> tx.execute("insert into t values (2)"));
      refuses(db, tx -> tx.executeScript("insert into t values (2)"));
      refuses(db, tx -> tx.savepoint(part -> part.execute("insert into t values (2)")));
      refuses(db, tx -> tx.query("select a from t").asLong().list());
      refuses(db, tx -> {});
      assertThat(count(db)).isZero();
      db.write(tx -> tx.execute("insert into t values (3)"));
      assertThat(count(db)).isOne();
    }
  }

  private static void refuses(Database db, Consumer<WriteTx> after) {
    assertThatThrownBy(() ->
            db.write(tx -> {
              lose(tx);
              after.accept(tx);
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("undo its whole transaction");
  }

  private static void lose(WriteTx tx) {
    tx.execute("insert into t values (1)");
    assertThatThrownBy(() -> tx.execute("insert into t values (-1)"))
        .isInstanceOf(DatabaseException.Constraint.class);
  }

  private static long count(Database db) {
    return db.read(tx -> tx.query("select count(*) from t").asLong().one());
  }
}
