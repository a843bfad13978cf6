package dev.tektite.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.observe.ObserveOptions;
import dev.tektite.probe.Observing;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalKeeperTest {
  private static final BlockLimits LIMITS =
      new BlockLimits(null, 1_000_000_000, Long.MAX_VALUE, false, false);

  @TempDir Path folder;

  /// the keeper's thread the one who closes stop a tick that was due close its connection
  @Test
  void aTickThatComesAfterTheEndOfWorkHoldsNothing() throws InterruptedException {
    var opener = new FileOpener(folder.resolve("a.db"));
    var observing = new Observing("a.db", ObserveOptions.none());
    var writer =
        new Writer(
            new WriterConnection(opener, "a.db", 10, "begin immediate", observing.commits()));
    var policy = WalPolicy.defaults();
    var readers = new ReaderPool(opener, "a.db", 1, 10, ReaderLife.of(policy));
    var snapshots = new Snapshots(opener, "a.db", writer, true, 10, false);
    var pins = new PinWatch(new LogReaders(readers, snapshots, new CopySources("a.db"), false));
    var settings = LogSettings.of(policy, opener.file());
    var keeper = new WalKeeper(opener, "a.db", settings, writer, readers, pins);
    var closing = new Closing("a.db", writer, readers, snapshots, keeper);
    writer.write(tx -> tx.execute("create table t(a)"), LIMITS, closing);
    onAnotherThread(keeper::tick);
    assertThat(keeper.stop(10_000_000_000L)).isTrue();
    onAnotherThread(keeper::tick);
    onAnotherThread(keeper::closeConnection);
    writer.connection().closeConnection();
  }

  private static void onAnotherThread(Runnable action) throws InterruptedException {
    Thread thread = Thread.ofPlatform().daemon().start(action);
    assertThat(thread.join(Duration.ofSeconds(20))).as("has ended").isTrue();
  }
}
