package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A read that fails is an error, never an answer that is short of rows.
class ReadErrorTest {
  private static final int ROWS = 5_000;

  @TempDir Path folder;

  @Test
  void aFailedReadIsAnErrorAndNeverAShortAnswer() {
    FaultVfs vfs = FaultVfs.install();
    Path file = folder.resolve("a.db");
    fill(file);
    try (Faults faults = vfs.on(file);
        Database db = Database.open(file)) {
      faults.failReadsFrom(faults.reads() + 1, Faults.IOERR_READ);
      assertThatThrownBy(() -> count(db))
          .isInstanceOfSatisfying(
              DatabaseException.Io.class, e -> assertThat(e.code()).isEqualTo(Faults.IOERR_READ));
      faults.clear();
      assertThat(count(db)).isEqualTo(ROWS);
    }
  }

  private static long count(Database db) {
    return db.<Long>read(
        tx -> tx.query("select count(*) from t where b is not null").asLong().one());
  }

  private static void fill(Path file) {
    try (Database db = Database.open(file)) {
      db.write(tx -> tx.execute("create table t(a integer primary key, b text)"));
      db.write(tx ->
          tx.executeBatch(
              "insert into t(b) values (?)",
              IntStream.range(0, ROWS).mapToObj(i -> new Object[] {"row number " + i})));
    }
  }
}
