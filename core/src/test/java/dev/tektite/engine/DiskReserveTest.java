package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.sqlite.DatabaseException;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reserve of a disk whose room is what the test says.
class DiskReserveTest {
  private static final long RESERVE = 1_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path folder;
  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

  @Test
  void exactlyTheReserveIsEnoughAndABlockLessIsNot() {
    var admission = new Admission();
    var reserve = new DiskReserve("a.db", RESERVE, free::get, admission);
    free.set(RESERVE);
    reserve.look();
    assertThatCode(() -> admission.admit(0)).doesNotThrowAnyException();
    free.set(RESERVE - 1);
    reserve.look();
    assertThatThrownBy(() -> admission.admit(0))
        .isInstanceOf(DatabaseException.Full.class)
        .hasMessageContaining("1.0 MB are kept in reserve");
    free.set(RESERVE);
    reserve.look();
    assertThatCode(() -> admission.admit(0)).doesNotThrowAnyException();
  }

  @Test
  void writesAreAdmittedAgainWhenThereIsRoom() {
    Path file = folder.resolve("a.db");
    var policy = WalPolicy.defaults().diskReserveBytes(RESERVE);
    try (OpenEngine db = new OpenEngine(file, new LogSettings(policy, file, free::get))) {
      db.write();
      free.set(0);
      long until = System.nanoTime() + PATIENCE_NANOS;
      assertThatThrownBy(
              () -> {
                while (System.nanoTime() < until) {
                  db.write();
                }
              })
          .isInstanceOf(DatabaseException.Full.class);
      free.set(RESERVE);
      while (db.engine().status().wal().refusal() != null) {
        assertThat(System.nanoTime()).as("in time").isLessThan(until);
        Thread.onSpinWait();
      }
      db.write();
    }
  }
}
