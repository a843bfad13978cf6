package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The parked reader, where snapshots do not stay warm because a file is attached.
class AnchorTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path folder;

  /// An opener whose connections have a file attached.
  private record Attaching(FileOpener file, Path other) implements Opener {
    @Override
    public Connection writer() {
      return attached(file.writer());
    }

    @Override
    public Connection reader() {
      return attached(file.reader());
    }

    private Connection attached(Connection connection) {
      connection.execute("attach '%s' as other".formatted(other));
      return connection;
    }
  }

  private static boolean isParked(Connection foreign) {
    return foreign.checkpoint(CheckpointMode.RESTART).busy();
  }

  private static void waitUntil(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void itIsParkedWhileBlocksReadAndLetGoOfForACheckpoint() {
    Path file = folder.resolve("a.db");
    Connection.open(folder.resolve("other.db"), OpenMode.CREATE).close();
    var opener = new Attaching(new FileOpener(file), folder.resolve("other.db"));
    var log = new LogSettings(WalPolicy.defaults(), file, null);
    try (OpenEngine db = new OpenEngine(opener, log);
        Connection foreign = new FileOpener(file).writer()) {
      waitUntil(() -> {
        db.execute("insert or replace into t values (1, null)");
        db.engine().read(tx -> tx.query("select 1").asLong().one(), OpenEngine.LIMITS);
        return isParked(foreign);
      });
      assertThat(db.engine().checkpoint(CheckpointMode.RESTART, OpenEngine.WAIT_NANOS).complete())
          .isTrue();
    }
  }

  @Test
  void whereSnapshotsStayWarmThereIsNone() {
    var readers = new AtomicInteger();
    var file = new FileOpener(folder.resolve("a.db"));
    Opener counting =
        new Opener() {
          @Override
          public Connection writer() {
            return file.writer();
          }

          @Override
          public Connection reader() {
            readers.incrementAndGet();
            return file.reader();
          }
        };
    var log = new LogSettings(WalPolicy.defaults(), file.file(), null);
    try (OpenEngine db = new OpenEngine(counting, log)) {
      db.engine().read(tx -> tx.query("select 1").asLong().one(), OpenEngine.LIMITS);
      assertThat(readers.get()).isEqualTo(1);
    }
  }

  @Test
  void anAnchorHoldsTheLogUntilItIsLetGoOf() {
    Path file = folder.resolve("a.db");
    try (OpenEngine db = OpenEngine.on(file);
        Connection foreign = new FileOpener(file).writer()) {
      db.write();
      var anchor = new Anchor(new FileOpener(file), "a.db");
      anchor.open();
      anchor.renew();
      assertThat(isParked(foreign)).isTrue();
      anchor.letGo();
      waitUntil(() -> !isParked(foreign));
      anchor.close();
    }
  }
}
