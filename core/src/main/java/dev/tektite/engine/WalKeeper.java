package dev.tektite.engine;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.CheckpointResult;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.WalIndex;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the log small: copies it into the database off the writers' path, and lets it start anew.
///
/// *Safe for any number of threads.*
final class WalKeeper {
  /*
   * SQLite's automatic checkpoints are off; all checkpoints of a database happen here.
   *
   * PASSIVE copies frames "without interfering" with anybody, from a connection of its own. But the
   * log starts anew only when all of it has been copied and nobody reads from it, which under
   * continuous writes never comes by itself. So, when few frames are left, the keeper takes the turn
   * like a block, makes warm readers let go, copies the rest, and gives the turn back: the next
   * commit begins the log anew. In quiet time it cuts a file that has grown with TRUNCATE.
   * RESTART is not used: it waits for readers inside SQLite, with the writers waiting behind it.
   *
   * One thread of the process runs all keepers. A keeper is scheduled while there were commits
   * lately, and not at all otherwise.
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tektite-keeper").factory());

  private static final long TICK_MILLIS = 20;
  private static final int QUIET_TICKS = 50;
  private static final int COPY_FRAMES = 1_000;
  private static final int FEW_FRAMES = 2_000;
  private static final int RESET_FRAMES = 1_000;
  private static final int KEPT_FRAMES = 8_000;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long READERS_NANOS = 5_000_000;

  private final Opener opener;
  private final String file;
  private final Writer writer;
  private final ReaderPool readers;
  private final ReentrantLock lock = new ReentrantLock();

  // By CAS: who sets it has a tick run soon, so that there is one chain of ticks at most.
  private final AtomicBoolean scheduled = new AtomicBoolean();
  // Set by whoever commits, cleared by the keeper before it looks at the log.
  private volatile boolean dirty;
  // Set under the lock; read by whoever commits.
  private volatile boolean stopped;

  // Under the lock.
  private @Nullable Connection connection;
  private @Nullable WalIndex index;
  private final long[] header = new long[WalIndex.WORDS];
  private int quietTicks;
  private int copied;
  private int longest;

  WalKeeper(Opener opener, String file, Writer writer, ReaderPool readers) {
    this.opener = opener;
    this.file = file;
    this.writer = writer;
    this.readers = readers;
  }

  /// To be called after every commit.
  void committed() {
    if (!dirty) {
      dirty = true;
    }
    schedule();
  }

  private void schedule() {
    if (!scheduled.get() && !stopped && scheduled.compareAndSet(false, true)) {
      var _ = SCHEDULER.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// One look at the log.
  void tick() {
    lock.lock();
    try {
      scheduled.set(false);
      if (!stopped && (work() || dirty)) {
        schedule();
      }
    } catch (Throwable e) {
      LOGGER.log(Level.WARNING, "The log of " + file + " could not be copied; trying again", e);
      schedule();
    } finally {
      lock.unlock();
    }
  }

  /// @return whether there is more to do later
  private boolean work() {
    Connection own = attached();
    try {
      return work(own);
    } finally {
      own.detach();
    }
  }

  private boolean work(Connection own) {
    boolean commits = dirty;
    dirty = false;
    quietTicks = commits ? 0 : quietTicks + 1;
    int frames = frames();
    longest = Math.max(longest, frames);
    if (frames < copied) {
      copied = 0;
    }
    if (frames - copied > COPY_FRAMES) {
      copied = copy(own).copiedFrames();
    }
    if (frames > RESET_FRAMES && frames() - copied < FEW_FRAMES) {
      takeTurn(() -> copyRest(own));
    }
    if (quietTicks < QUIET_TICKS) {
      return true;
    }
    takeTurn(() -> settle(own));
    return frames() > copied && quietTicks < 10 * QUIET_TICKS;
  }

  private void takeTurn(Runnable action) {
    try {
      writer.exclusively(new Turn("checkpoint", true, System.nanoTime(), TURN_NANOS), action);
    } catch (DatabaseException.Busy e) {
      LOGGER.log(Level.DEBUG, "The keeper of {0} did not get the turn in time", file);
    }
  }

  private void copyRest(Connection own) {
    long until = System.nanoTime() + READERS_NANOS;
    readers.raiseEpoch();
    CheckpointResult result;
    do {
      readers.endIdleSnapshots();
      result = copy(own);
      copied = result.copiedFrames();
    } while (result.copiedFrames() < result.logFrames() && System.nanoTime() < until);
  }

  /// Copies everything, and cuts a log that has grown: a small one is kept, since it is cheaper to
  /// write over its blocks than to have the file system find new ones at each flush.
  private void settle(Connection own) {
    readers.letGoOfSnapshots();
    if (longest > KEPT_FRAMES) {
      own.checkpoint(CheckpointMode.TRUNCATE);
      longest = frames();
      copied = 0;
    } else {
      copied = copy(own).copiedFrames();
    }
  }

  private static CheckpointResult copy(Connection own) {
    return own.checkpoint(CheckpointMode.PASSIVE);
  }

  /// The frames in the log, from the WAL-index header (`mxFrame`, at byte 16).
  private int frames() {
    if (index == null) {
      return 0;
    }
    index.copyTo(header);
    return (int) header[2];
  }

  private Connection attached() {
    Connection own = connection;
    if (own == null) {
      own = connect();
    } else {
      own.attach();
    }
    return own;
  }

  private Connection connect() {
    Connection own = opener.writer();
    try {
      own.execute("select 1 from sqlite_schema limit 1");
      index = own.walIndex();
    } catch (Throwable e) {
      own.close();
      throw e;
    }
    connection = own;
    return own;
  }

  /// Ends all work of its own accord; waits for what is under way.
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /// Goes on after [#stop()].
  void resume() {
    stopped = false;
    schedule();
  }

  /// Closes its connection. After [#stop()].
  void closeConnection() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
