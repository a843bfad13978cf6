package dev.tektite.tests.guarantees;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import java.util.Arrays;

/// *Reads cannot write*: by type, by connection, by `query_only`.
class ReadsCannotWriteTest {
  private static void create(Database db) {
    db.write(tx -> tx.execute("create table t(a)"));
  }

  @EveryDatabase
  void theTypeHasNoMethodThatWrites(Database db) {
    assertThat(Arrays.stream(ReadTx.class.getMethods()).map(method -> method.getName()))
        .containsOnly("query");
    assertThat(db.status().writer().commits()).isZero();
  }

  @EveryDatabase
  void aQueryThatWritesIsRefused(Database db) {
    create(db);
    assertThatThrownBy(
            () -> db.read(tx -> tx.query("insert into t values (1) returning a").asLong().one()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Reads cannot write")
        .hasMessageContaining("db.write");
    assertThat(db).table("t").isEmpty();
  }

  @EveryDatabase
  void aCastDoesNotHelp(Database db) {
    create(db);
    assertThatThrownBy(() -> db.read(tx -> ((WriteTx) tx).execute("insert into t values (1)")))
        .hasMessageContaining("Reads cannot write");
    assertThatThrownBy(() ->
            db.read(tx -> {
              ((WriteTx) tx).executeScript("insert into t values (1)");
              return 1;
            }))
        .hasMessageContaining("Reads cannot write");
    assertThat(db).table("t").isEmpty();
  }

  @EveryDatabase
  void neitherATypedAccessorNorASnapshotCanWrite(Database db) {
    create(db);
    assertThatThrownBy(() -> db.with(tx -> tx).read(tx -> tx.execute("insert into t values (1)")))
        .hasMessageContaining("Reads cannot write");
    try (var snapshot = db.snapshot()) {
      assertThatThrownBy(() ->
              snapshot.read(tx -> tx.query("insert into t values (1) returning a").asLong().one()))
          .hasMessageContaining("Reads cannot write");
    }
    assertThat(db).table("t").isEmpty();
  }

  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.TEMPORARY})
  void theConnectionIsReadOnlyAndSaysSo(Database db) {
    assertThat(db.<Long>read(tx -> tx.query("pragma query_only").asLong().one())).isOne();
  }
}
