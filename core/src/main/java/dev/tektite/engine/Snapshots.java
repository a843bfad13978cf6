package dev.tektite.engine;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.DatabaseImage;
import dev.tektite.sqlite.ImageMode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The snapshots that users hold, each on a connection of its own.
///
/// *Safe for any number of threads.*
final class Snapshots {
  private static final long DRAIN_PAUSE_NANOS = 500_000;

  private final Opener opener;
  private final String file;
  private final Writer writer;
  private final boolean wal;
  private final int statements;
  private final boolean keepsStacks;
  private final Set<PinnedSnapshot> open = ConcurrentHashMap.newKeySet();

  // Set once, before the database is handed out.
  private volatile @Nullable Vitals vitals;

  // Raised before the one who pins looks whether the database is being closed, and looked at by the
  // one who closes after it has said so: a connection that is being opened must not be the last to
  // close, since a read-only one leaves -wal and -shm behind.
  private final AtomicInteger pinning = new AtomicInteger();

  /// @param wal whether a second connection can read the database
  /// @param keepsStacks whether it is remembered where each was opened
  Snapshots(
      Opener opener, String file, Writer writer, boolean wal, int statements, boolean keepsStacks) {
    this.opener = opener;
    this.file = file;
    this.writer = writer;
    this.wal = wal;
    this.statements = statements;
    this.keepsStacks = keepsStacks;
  }

  boolean keepsStacks() {
    return keepsStacks;
  }

  /// Says who wants to know what fails.
  void tells(Vitals listener) {
    vitals = listener;
  }

  void failed(Throwable failure) {
    Vitals told = vitals;
    if (told != null) {
      told.failed(failure);
    }
  }

  /// Pins the newest commit. It has been read from when this returns: until then it would be none.
  ///
  /// @param exempt whether it may pin the log for as long as it takes
  PinnedSnapshot pin(BlockLimits limits, boolean exempt, Closing closing) {
    pinning.incrementAndGet();
    try {
      closing.check();
      return pinNewest(limits, exempt);
    } finally {
      pinning.decrementAndGet();
    }
  }

  private PinnedSnapshot pinNewest(BlockLimits limits, boolean exempt) {
    Connection connection = wal ? opener.reader() : copy(limits);
    try {
      var reader = new Reader(connection, file, statements);
      var snapshot = new PinnedSnapshot(this, reader, limits, exempt);
      open.add(snapshot);
      return snapshot;
    } catch (Throwable e) {
      connection.close();
      throw e;
    }
  }

  /// A private copy in memory, where no second connection can read the database.
  private Connection copy(BlockLimits limits) {
    var turn = new Turn("snapshot", true, System.nanoTime(), limits.waitNanos());
    DatabaseImage[] image = new DatabaseImage[1];
    writer.exclusively(turn, () -> image[0] = writer.connection().serialize());
    Connection copy = opener.inMemory();
    try {
      copy.deserialize(image[0], ImageMode.READ_ONLY);
      return copy;
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  void remove(PinnedSnapshot snapshot) {
    open.remove(snapshot);
  }

  List<PinnedSnapshot> all() {
    return List.copyOf(open);
  }

  /// Takes all snapshots out of use.
  ///
  /// @throws DatabaseException.Busy if one stays in use, or the thread is interrupted
  void drain(long until) {
    await(() -> pinning.get() == 0, until);
    for (PinnedSnapshot snapshot : all()) {
      await(snapshot::drain, until);
    }
  }

  private void await(BooleanSupplier condition, long until) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        throw new DatabaseException.Busy("a snapshot of %s is in use".formatted(file));
      }
      LockSupport.parkNanos(this, DRAIN_PAUSE_NANOS);
    }
  }

  /// Puts drained snapshots back into use.
  void resume() {
    all().forEach(PinnedSnapshot::resume);
  }

  /// Closes all snapshots, which have been drained.
  void closeAll() {
    Throwable failure = null;
    for (PinnedSnapshot snapshot : all()) {
      failure = Closing.attempt(failure, snapshot::closeDrained);
    }
    if (failure != null) {
      throw Sneaky.rethrow(failure);
    }
  }
}
