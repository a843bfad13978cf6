package dev.tektite.history;

import dev.tektite.Database;
import dev.tektite.history.Batch.Stored;
import dev.tektite.history.RecorderOptions.WhenFull;
import dev.tektite.sqlite.DatabaseException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores versions in the background, for telemetry that must not wait: `record` puts a version
/// into memory and returns; what waits goes into the database in batches, each by one
/// [submitted][Database#submit] block.
///
/// What has been recorded is lost when the process ends before it is stored. Put what must not be
/// lost, or must be true together with other rows, by [History#put].
///
/// Close it before the database, so that what waits is stored.
///
/// *Safe for any number of threads.*
///
/// @param <V> the type of the values
public final class Recorder<V> implements AutoCloseable {
  /*
   * `waiting` holds versions that are on no way yet. The feeder is a virtual thread that is started
   * by the first version and ends when nothing waits, so that an idle recorder has no thread. Only
   * the feeder submits, and it alone can be made to wait by a full submit queue.
   *
   *   producer                        feeder
   *   under the lock: adds            under the lock: lingers, takes a batch
   *   starts a feeder if none runs    submits it, waits for the commit, counts
   *                                   nothing waits: `feeder = null`, ends
   *
   * Field                             guard
   * waiting, underWay, feeder, closed, hurried, counters    the lock
   * known                             the feeder, and the block that it waits for
   */

  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database db;
  private final Tables tables;
  private final Packing<V> packing;
  private final RecorderOptions options;
  private final NameIds known = new NameIds();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition enough = lock.newCondition();
  private Deque<Entry> waiting = new ArrayDeque<>();
  private int underWay;
  private @Nullable Thread feeder;
  private boolean closed;
  private int hurried;
  private boolean abandoned;
  private long recorded;
  private long stored;
  private long dropped;
  private long refused;
  private long failed;
  private long batches;
  private @Nullable String latestFailure;

  Recorder(Database db, Tables tables, Packing<V> packing, RecorderOptions options) {
    this.db = db;
    this.tables = tables;
    this.packing = packing;
    this.options = options;
  }

  /// Records a version of this moment, without waiting.
  ///
  /// @return as [#record(String, Object, Instant)]
  public boolean record(String name, V value) {
    return record(name, value, Instant.now());
  }

  /// Records a version, without waiting. The value is encoded at once and may be changed
  /// afterwards.
  ///
  /// @return whether it was taken; if not, it is counted as refused, and a value or time that
  ///   cannot be stored is logged
  /// @throws IllegalArgumentException if the name is empty
  /// @throws IllegalStateException if the recorder is closed
  public boolean record(String name, V value, Instant at) {
    Tables.requireName(name);
    Entry entry = entry(name, value, at);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "The recorder is closed: record before that, or make another one");
      }
      if (entry == null || !hasRoom()) {
        refused++;
        return false;
      }
      waiting.add(entry);
      recorded++;
      if (waiting.size() == options.enough()) {
        enough.signal();
      }
      if (feeder == null) {
        feeder = Thread.ofVirtual().name("tektite-history-recorder").start(this::feed);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry entry(String name, V value, Instant at) {
    try {
      Packing.Packed packed = packing.pack(value);
      return new Entry(name, Micros.of(at), packed.length(), packed.value());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "a version of %s cannot be recorded".formatted(name), e);
      return null;
    }
  }

  /// Under the lock.
  private boolean hasRoom() {
    if (waiting.size() + underWay < options.capacity()) {
      return true;
    }
    if (options.whenFull() == WhenFull.DROP_OLDEST && waiting.poll() != null) {
      dropped++;
      return true;
    }
    return false;
  }

  // ---- the feeder ----

  private void feed() {
    List<Entry> entries = take();
    while (!entries.isEmpty()) {
      var batch = new Batch(tables, entries);
      try {
        store(batch);
      } catch (Throwable e) {
        count(0, batch.size(), e);
      }
      entries = take();
    }
  }

  /// Takes what waits, up to a batch; if nothing does, this feeder has ended.
  private List<Entry> take() {
    lock.lock();
    try {
      linger();
      List<Entry> batch;
      if (waiting.size() <= options.batch()) {
        batch = new ArrayList<>(waiting);
        waiting.clear();
      } else {
        batch = new ArrayList<>(options.batch());
        for (int i = 0; i < options.batch(); i++) {
          batch.add(waiting.remove());
        }
      }
      underWay = batch.size();
      if (batch.isEmpty()) {
        feeder = null;
      }
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is enough for a batch, or somebody hurries. Under the lock.
  private void linger() {
    long left = options.linger().toNanos();
    try {
      while (left > 0 && hurried == 0 && !waiting.isEmpty() && waiting.size() < options.enough()) {
        left = enough.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody else has this thread: it goes on at once
    }
  }

  private void store(Batch batch) {
    try {
      Stored done = submitted(() -> db.submit(tx -> batch.store(tx, known)).join());
      known.learn(done.generation(), done.ids());
      count(batch.size(), 0, null);
    } catch (IllegalArgumentException
        | DatabaseException.Constraint
        | DatabaseException.Rejected e) {
      storeEach(batch);
    }
  }

  /// So that a version which cannot be stored costs no other one its place.
  private void storeEach(Batch batch) {
    List<RuntimeException> failures =
        submitted(() ->
            db.submit(
                    tx -> {
                      List<RuntimeException> mine = new ArrayList<>();
                      batch.storeEach(tx, mine::add);
                      return mine;
                    })
                .join());
    count(
        batch.size() - failures.size(),
        failures.size(),
        failures.isEmpty() ? null : failures.getFirst());
  }

  /// A submitted block whose turn did not come in time has not run, and is submitted again, until
  /// somebody closes the recorder who does not wait as long.
  private <T> T submitted(Supplier<T> block) {
    while (true) {
      try {
        return block.get();
      } catch (DatabaseException.Busy e) {
        pause(e);
      } catch (CompletionException e) {
        if (e.getCause() instanceof DatabaseException.Busy busy) {
          pause(busy);
        } else if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        } else {
          throw e;
        }
      }
    }
  }

  private void pause(DatabaseException.Busy busy) {
    if (isAbandoned()) {
      throw busy;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private boolean isAbandoned() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  private void count(int good, int bad, @Nullable Throwable why) {
    lock.lock();
    try {
      stored += good;
      failed += bad;
      underWay = 0;
      batches++;
      if (why != null) {
        latestFailure = why.toString();
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      LOG.log(
          Level.WARNING,
          "%d recorded versions could not be stored in %s".formatted(bad, db.path()),
          why);
    }
  }

  // ---- the others ----

  /// What it has done so far.
  public RecorderStatus status() {
    lock.lock();
    try {
      return new RecorderStatus(
          recorded,
          stored,
          dropped,
          refused,
          failed,
          (long) waiting.size() + underWay,
          batches,
          latestFailure);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing waits to be stored. Not for use inside a block that writes: what waits may
  /// wait for that very block.
  ///
  /// @return whether that was so in time
  public boolean flush(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      hurried++;
      enough.signal();
      while (feeder != null) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      hurried--;
      lock.unlock();
    }
  }

  /// Takes nothing more, and waits for up to 30 s until what waits is stored. What is not stored
  /// then is given up and counted as failed. Closing twice does nothing.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    boolean all = false;
    try {
      all = flush(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!all) {
      giveUp();
    }
  }

  private void giveUp() {
    int left;
    lock.lock();
    try {
      abandoned = true;
      left = waiting.size();
      failed += left;
      waiting = new ArrayDeque<>();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.log(
        Level.WARNING,
        "a recorder on %s was closed while %d versions waited, which are lost"
            .formatted(db.path(), left));
  }
}
