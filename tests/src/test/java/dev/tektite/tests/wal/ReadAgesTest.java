package dev.tektite.tests.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.Snapshot;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.wal.WalPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The knobs that bound how long readers, and their connections, live.
@ExtendWith(DatabaseExtension.class)
class ReadAgesTest {
  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
  private static final Duration SHORT = Duration.ofMillis(50);

  private static Database open(TestDatabases databases, WalPolicy policy) {
    return databases.open(SmallLog.options(policy));
  }

  @Test
  void aBlockThatReadsForTooLongIsStopped(TestDatabases databases) {
    Database db = open(databases, WalPolicy.defaults().maxReadAge(SHORT));
    assertThatThrownBy(() -> db.read(tx -> tx.query(ENDLESS).asLong().one()))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("maxReadAge of PT0.05S");
  }

  @Test
  void aSnapshotThatIsOpenForTooLongIsLetGoOf(TestDatabases databases) {
    Database db = open(databases, WalPolicy.defaults().maxReadAge(SHORT));
    try (Snapshot snapshot = db.snapshot()) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  snapshot.read(tx -> tx.query("select 1").asLong().one());
                }
              })
          .isInstanceOf(DatabaseException.Cancelled.class)
          .hasMessageContaining("maxReadAge of PT0.05S");
    }
  }

  @Test
  void aReaderThatIsOpenForLongIsNamedOnce(TestDatabases databases) {
    Database db = open(databases, WalPolicy.defaults().warnReadAge(SHORT));
    try (var logged = new LoggedLines();
        Snapshot snapshot = db.snapshot()) {
      Eventually.holds(() -> logged.with("shrinking"), () -> !logged.with("shrinking").isEmpty());
      db.write(tx -> tx.executeScript("create table t(a)"));
      assertThat(snapshot.<Long>read(tx -> tx.query("select 1").asLong().one())).isOne();
      assertThat(logged.with("shrinking"))
          .singleElement()
          .asString()
          .contains("a snapshot of thread " + Thread.currentThread().getName());
    }
  }

  @Test
  void aReaderIsReplacedAfterTheFirstBlockBeyondItsNumber(TestDatabases databases) {
    assertThat(connectionsFor(databases, WalPolicy.defaults().recycleBlocks(2), 6)).isEqualTo(2);
    assertThat(connectionsFor(databases, WalPolicy.defaults().recycleBlocks(2), 7)).isEqualTo(3);
    assertThat(connectionsFor(databases, WalPolicy.defaults().recycleBlocks(0), 5)).isEqualTo(5);
    assertThat(connectionsFor(databases, WalPolicy.defaults(), 20)).isEqualTo(1);
  }

  @Test
  void aReaderIsReplacedWhenItIsOlderThanItsAge(TestDatabases databases) {
    var always = WalPolicy.defaults().recycleAge(Duration.ZERO);
    assertThat(connectionsFor(databases, always, 200)).isGreaterThan(1);
    var never = WalPolicy.defaults().recycleAge(null);
    assertThat(connectionsFor(databases, never, 200)).isEqualTo(1);
  }

  /// How many connections have read in so many blocks.
  private static int connectionsFor(TestDatabases databases, WalPolicy policy, int blocks) {
    var readers = new AtomicInteger();
    var options =
        SmallLog.options(policy)
            .onConnection(connection -> {
              if (connection.schema("main").isReadOnly()) {
                readers.incrementAndGet();
              }
            });
    Database db = databases.open(options);
    for (int i = 0; i < blocks; i++) {
      db.read(tx -> tx.query("select 1").asLong().one());
    }
    int count = readers.get();
    db.close();
    return count;
  }
}
