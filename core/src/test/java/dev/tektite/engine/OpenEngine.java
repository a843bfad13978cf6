package dev.tektite.engine;

import dev.tektite.observe.ObserveOptions;
import dev.tektite.probe.Observing;
import dev.tektite.wal.WalPolicy;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// An engine on a file, as the front door opens it, without the door.
final class OpenEngine implements AutoCloseable {
  static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final BlockLimits LIMITS =
      new BlockLimits("test", WAIT_NANOS, Long.MAX_VALUE, false, false);

  private static final int READERS = 4;
  private static final int STATEMENTS = 10;
  private static final SubmitLimits SUBMIT =
      new SubmitLimits(10, Long.MAX_VALUE, 0, false, true, LIMITS);

  private final Engine engine;

  OpenEngine(Path file, LogSettings log) {
    this(new FileOpener(file), log);
  }

  OpenEngine(Opener opener, LogSettings log) {
    var observing = new Observing("a.db", ObserveOptions.none());
    this.engine = Engine.open(opener, "a.db", READERS, STATEMENTS, SUBMIT, log, observing);
    execute("create table t(id integer primary key, b blob)");
  }

  /// With the default policy and a disk without limits.
  static OpenEngine on(Path file) {
    return new OpenEngine(file, new LogSettings(WalPolicy.defaults(), file, null));
  }

  Engine engine() {
    return engine;
  }

  void execute(String sql) {
    engine.write(tx -> tx.execute(sql), LIMITS);
  }

  /// Writes ten pages.
  void write() {
    execute("insert or replace into t values (1, randomblob(40000))");
  }

  @Override
  public void close() {
    engine.close();
  }
}
