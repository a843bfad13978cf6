package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// *Blocks do not nest*: opening a block inside a block of the same database fails at once, with a
/// message that says what to do instead.
class BlocksDoNotNestTest {
  @EveryDatabase
  void noDoorOpensInsideABlock(Database db) {
    List<ThrowingCallable> doors =
        List.of(
            () -> db.read(tx -> 1),
            () -> db.write(tx -> {}),
            () -> db.writeReturning(tx -> 1),
            () -> db.readThrowing(tx -> 1),
            () -> db.writeThrowing(tx -> 1),
            () -> db.with(BlockOptions.named("inner")).read(tx -> 1),
            () -> db.with(tx -> tx).write(tx -> {}),
            () -> db.offloaded().read(tx -> 1),
            db::snapshot,
            db::close);
    for (ThrowingCallable door : doors) {
      db.write(tx -> refused(door));
      db.read(tx -> {
        refused(door);
        return 1;
      });
    }
  }

  private static void refused(ThrowingCallable door) {
    assertThatThrownBy(door)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do not nest")
        .hasMessageContaining("Pass its tx on");
  }

  @EveryDatabase
  void theOuterBlockGoesOn(Database db) {
    db.write(tx -> {
      tx.execute("create table t(a)");
      refused(() -> db.write(inner -> inner.execute("drop table t")));
      tx.execute("insert into t values (1)");
    });
    assertThat(db).table("t").hasRows(1);
  }

  @EveryDatabase
  void anotherDatabaseIsNotMeant(TestDatabases databases) {
    Database one = databases.open();
    Database two = databases.open(databases.folder().resolve("two.db"), one.options());
    two.write(tx -> tx.execute("create table t(a)"));
    one.write(tx -> two.write(inner -> inner.execute("insert into t values (1)")));
    assertThat(
            one.<Long>read(tx ->
                two.<Long>read(inner -> inner.query("select count(*) from t").asLong().one())))
        .isOne();
  }

  @EveryDatabase
  void submitMayBeCalledInsideABlock(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
    var stored =
        db.writeReturning(tx -> db.submit(later -> later.execute("insert into t values (1)")));
    assertThat(stored.join()).isOne();
    assertThat(db).table("t").hasRows(1);
  }
}
