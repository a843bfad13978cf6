package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.wal.WalCheckpoint;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checkpoints by hand.
class CheckpointTest {
  private static final long SHORT_NANOS = 20_000_000;

  @TempDir Path folder;

  private OpenEngine open() {
    return OpenEngine.on(folder.resolve("a.db"));
  }

  private static int framesSeen(OpenEngine db) {
    return db.engine().status().wal().frames();
  }

  @ParameterizedTest
  @EnumSource(CheckpointMode.class)
  void everyModeCopiesAllThatNobodyHolds(CheckpointMode mode) {
    try (OpenEngine db = open()) {
      db.write();
      WalCheckpoint done = db.engine().checkpoint(mode, OpenEngine.WAIT_NANOS);
      assertThat(done.mode()).isEqualTo(mode);
      assertThat(done.complete()).isTrue();
      assertThat(done.frames()).isGreaterThanOrEqualTo(10).isEqualTo(done.copiedFrames());
      assertThat(done.bytes()).isGreaterThan(done.frames() * 4096L);
      assertThat(db.engine().status().wal().lastCheckpoint()).isEqualTo(done);
    }
  }

  @Test
  void afterRestartTheNextCommitBeginsTheLogAnew() {
    try (OpenEngine db = open()) {
      db.write();
      db.write();
      db.engine().checkpoint(CheckpointMode.RESTART, OpenEngine.WAIT_NANOS);
      db.execute("insert or replace into t values (2, null)");
      db.engine().checkpoint(CheckpointMode.PASSIVE, OpenEngine.WAIT_NANOS);
      assertThat(framesSeen(db)).isBetween(1, 9);
    }
  }

  @Test
  void truncateLeavesAnEmptyFile() {
    try (OpenEngine db = open()) {
      db.write();
      assertThat(db.engine().status().wal().fileBytes()).isPositive();
      db.engine().checkpoint(CheckpointMode.TRUNCATE, OpenEngine.WAIT_NANOS);
      assertThat(db.engine().status().wal().fileBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(CheckpointMode.class)
  void aReaderInTheWayMakesItIncompleteAndHoldsUpNobody(CheckpointMode mode) {
    try (OpenEngine db = open()) {
      PinnedSnapshot snapshot = db.engine().snapshot(OpenEngine.LIMITS);
      db.write();
      WalCheckpoint done = db.engine().checkpoint(mode, SHORT_NANOS);
      assertThat(done.complete()).isFalse();
      assertThat(done.copiedFrames()).isLessThan(done.frames());
      db.write();
      snapshot.close();
      assertThat(db.engine().checkpoint(mode, OpenEngine.WAIT_NANOS).complete()).isTrue();
    }
  }

  //   this thread                          the one who checkpoints
  //   pins a commit
  //                                        TRUNCATE: waits for the reader
  //   writes again and again meanwhile
  //   lets go
  //                                        complete
  @Test
  void writersGoOnWhileItWaitsForAReader() throws InterruptedException {
    try (OpenEngine db = open()) {
      PinnedSnapshot snapshot = db.engine().snapshot(OpenEngine.LIMITS);
      db.write();
      var done = new AtomicReference<WalCheckpoint>();
      Thread other =
          Thread.ofPlatform()
              .start(() ->
                  done.set(db.engine().checkpoint(CheckpointMode.TRUNCATE, OpenEngine.WAIT_NANOS)));
      for (int i = 0; i < 50; i++) {
        db.write();
      }
      assertThat(done.get()).isNull();
      snapshot.close();
      other.join();
      assertThat(done.get().complete()).isTrue();
    }
  }

  //   writer                     this thread
  //   has the turn
  //                              FULL: Busy after its time, which names the writer
  //   ends
  @Test
  void whoHasTheTurnIsNamedWhenItDoesNotGetIt() throws InterruptedException {
    try (OpenEngine db = open()) {
      var hasTurn = new CountDownLatch(1);
      var end = new CountDownLatch(1);
      Thread writer =
          Thread.ofPlatform()
              .name("long writer")
              .start(() ->
                  db.engine()
                      .write(
                          tx -> {
                            hasTurn.countDown();
                            await(end);
                            return null;
                          },
                          OpenEngine.LIMITS));
      await(hasTurn);
      assertThatThrownBy(() -> db.engine().checkpoint(CheckpointMode.FULL, SHORT_NANOS))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("long writer");
      end.countDown();
      writer.join();
    }
  }

  @Test
  void aDatabaseThatIsClosedSaysSo() {
    OpenEngine db = open();
    db.close();
    assertThatThrownBy(() -> db.engine().checkpoint(CheckpointMode.FULL, OpenEngine.WAIT_NANOS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
