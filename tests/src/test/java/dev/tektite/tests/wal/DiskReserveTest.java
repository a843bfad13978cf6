package dev.tektite.tests.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.wal.WalPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The part of the disk that is kept in reserve.
@ExtendWith(DatabaseExtension.class)
class DiskReserveTest {
  private static final long MORE_THAN_ANY_DISK = 1L << 50;

  @Test
  void blocksThatWriteAreRefusedBeforeTheDiskIsFull(TestDatabases databases) {
    var policy = WalPolicy.defaults().diskReserveBytes(MORE_THAN_ANY_DISK);
    Database db = databases.open(SmallLog.options(policy));
    SmallLog.create(db);
    assertThatThrownBy(
            () -> {
              while (true) {
                SmallLog.write(db);
              }
            })
        .isInstanceOf(DatabaseException.Full.class)
        .hasMessageContaining("nearly full")
        .hasMessageContaining("1125899906.8 MB are kept in reserve")
        .hasMessageContaining("did not run");
    assertThat(SmallLog.log(db).refusal()).contains("nearly full");
    assertThat(db.<Long>read(tx -> tx.query("select count(*) from filling").asLong().one()))
        .isLessThanOrEqualTo(1);
    db.close(); // the checkpoint at the end is not refused
  }

  @Test
  void withoutAReserveNothingIsRefused(TestDatabases databases) {
    Database db = databases.open(SmallLog.options(WalPolicy.defaults().diskReserveBytes(0)));
    SmallLog.create(db);
    SmallLog.write(db);
    Eventually.holds(() -> SmallLog.log(db), () -> SmallLog.log(db).frames() > 0);
    assertThat(SmallLog.log(db).refusal()).isNull();
  }
}
