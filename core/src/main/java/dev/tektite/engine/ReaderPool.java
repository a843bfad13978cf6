package dev.tektite.engine;

import dev.tektite.block.BlockTx;
import dev.tektite.sqlite.DatabaseException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The readers of one database: borrowed for a block, handed on first come, first served.
///
/// *Safe for any number of threads.*
final class ReaderPool {
  /*
   * Every reader is in `slots`. It is borrowed while its cancel word is running, and idle otherwise:
   * one CAS borrows it, one gives it back. A thread looks first at the slot that its number points
   * to, so that it tends to find the reader that it had before.
   *
   *   giving back                        waiting
   *   word: RUNNING -> IDLE              under the lock: joins the waiters
   *   waiters? then under the lock:      looks at all slots once more
   *     borrows it again for the first   parks
   *
   * Each writes before it reads, so that no reader lies idle while somebody waits.
   *
   * Field                 who may touch it                   guard
   * slots                 read by anybody                    set under the lock
   * waiters               anybody                            the lock; `waiting` is its size, a hint
   * epoch                 anybody                            atomic
   * draining              the one who closes                 volatile, set under the lock
   * Waiter.reader,        the one who hands over             volatile, one of them written once
   * Waiter.failure
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final long DRAIN_PAUSE_NANOS = 500_000;

  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    volatile @Nullable Reader reader;
    volatile @Nullable Throwable failure;
  }

  private final Opener opener;
  private final String file;
  private final int size;
  private final int statements;
  private final ReaderLife life;
  private final Anchor anchor;
  private final AtomicReferenceArray<@Nullable Reader> slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private volatile int waiting;
  private volatile int opened;
  private final AtomicLong epoch = new AtomicLong();
  private volatile boolean draining;

  ReaderPool(Opener opener, String file, int size, int statements, ReaderLife life) {
    this.opener = opener;
    this.file = file;
    this.size = size;
    this.statements = statements;
    this.life = life;
    this.anchor = new Anchor(opener, file);
    this.slots = new AtomicReferenceArray<>(size);
  }

  /// A reader, for the calling thread alone.
  ///
  /// @throws DatabaseException.Busy if none becomes free in time
  /// @throws DatabaseException.Cancelled if the thread is interrupted while it waits
  Reader borrow(long now, long waitNanos) {
    Reader reader = waiting == 0 ? idle() : null;
    if (reader != null) {
      reader.borrow(now);
    } else {
      reader = openOrWait(waitNanos);
      reader.borrow(System.nanoTime());
    }
    return reader;
  }

  private @Nullable Reader idle() {
    int count = opened;
    if (count == 0) {
      return null;
    }
    int start = (int) (Thread.currentThread().threadId() % count);
    for (int i = 0; i < count; i++) {
      int at = start + i;
      Reader reader = slots.get(at < count ? at : at - count);
      if (reader != null && reader.link().cancelWord().tryBegin()) {
        return reader;
      }
    }
    return null;
  }

  private Reader openOrWait(long waitNanos) {
    Waiter waiter;
    lock.lock();
    try {
      Reader reader = waiters.isEmpty() ? openOne() : null;
      if (reader != null) {
        return reader;
      }
      waiter = new Waiter();
      waiters.add(waiter);
      waiting = waiters.size();
      serveWaiters();
    } finally {
      lock.unlock();
    }
    return await(waiter, waitNanos);
  }

  private @Nullable Reader openOne() {
    int count = opened;
    if (draining) {
      throw Closing.error(file);
    }
    if (count == size) {
      return idle();
    }
    Reader reader = new Reader(opener.reader(), file, statements);
    try {
      if (!reader.mayStayWarm()) {
        anchor.open();
      }
    } catch (Throwable e) {
      close(reader);
      throw e;
    }
    reader.link().cancelWord().tryBegin();
    slots.set(count, reader);
    opened = count + 1;
    return reader;
  }

  /// Hands idle readers to those who wait. Under the lock.
  private void serveWaiters() {
    while (!waiters.isEmpty()) {
      Reader reader = idle();
      if (reader == null) {
        return;
      }
      Waiter first = waiters.remove();
      waiting = waiters.size();
      first.reader = reader;
      LockSupport.unpark(first.thread);
    }
  }

  private Reader await(Waiter waiter, long waitNanos) {
    long startedAt = System.nanoTime();
    while (true) {
      Reader reader = waiter.reader;
      if (reader != null) {
        return reader;
      }
      Throwable failure = waiter.failure;
      if (failure != null) {
        throw Sneaky.rethrow(failure);
      }
      if (draining && opened == 0 && leave(waiter)) {
        throw Closing.error(file);
      }
      long left = startedAt + waitNanos - System.nanoTime();
      boolean interrupted = waiter.thread.isInterrupted();
      if (left <= 0 || interrupted) {
        if (leave(waiter)) {
          throw interrupted ? interrupted() : tooLate(startedAt);
        }
      } else {
        LockSupport.parkNanos(this, left);
      }
    }
  }

  private boolean leave(Waiter waiter) {
    lock.lock();
    try {
      boolean left = waiters.remove(waiter);
      waiting = waiters.size();
      return left;
    } finally {
      lock.unlock();
    }
  }

  private static DatabaseException.Cancelled interrupted() {
    return new DatabaseException.Cancelled(
        "Thread %s was interrupted while it waited for a reader; its block did not run"
            .formatted(Thread.currentThread().getName()),
        null);
  }

  private DatabaseException.Busy tooLate(long startedAt) {
    return new DatabaseException.Busy(
        "Waited %d ms for one of the %d readers of %s; they are in use by %s"
            .formatted(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt),
                size,
                file,
                describeBorrowers()));
  }

  /// Who has readers and for how long, the oldest first, in words.
  String describeBorrowers() {
    long now = System.nanoTime();
    return readers().stream()
        .filter(reader -> reader.borrower() != null)
        .sorted(Comparator.comparingLong(Reader::borrowedAt))
        .limit(5)
        .map(reader -> describe(reader, now))
        .collect(Collectors.joining(", "));
  }

  private static String describe(Reader reader, long now) {
    Thread thread = reader.borrower();
    BlockTx block = reader.link().cancelWord().block();
    String label = block == null || block.info().label() == null ? "" : block.info() + " of ";
    return "%sthread %s for %d ms"
        .formatted(
            label,
            thread == null ? "?" : thread.getName(),
            TimeUnit.NANOSECONDS.toMillis(Math.max(0, now - reader.borrowedAt())));
  }

  /// Gives a reader back.
  void giveBack(Reader reader) {
    if (!reader.isSound() || reader.isSpent(life)) {
      replace(reader);
      return;
    }
    reader.unborrow();
    reader.link().cancelWord().end();
    if (waiting > 0) {
      lock.lock();
      try {
        serveWaiters();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Closes a reader whose state is in doubt, or whose time is over; a fresh one takes its place
  /// when it is needed.
  private void replace(Reader reader) {
    lock.lock();
    try {
      int at = indexOf(reader);
      if (at >= 0) {
        int last = opened - 1;
        slots.set(at, slots.get(last));
        slots.set(last, null);
        opened = last;
      }
      close(reader);
      openForWaiters();
    } finally {
      lock.unlock();
    }
  }

  /// Where a reader is, or -1. Under the lock.
  private int indexOf(Reader reader) {
    for (int i = 0; i < opened; i++) {
      if (slots.get(i) == reader) {
        return i;
      }
    }
    return -1;
  }

  private void close(Reader reader) {
    try {
      reader.close();
    } catch (Throwable e) {
      LOGGER.log(Level.WARNING, "A reader of " + file + " did not close", e);
    }
  }

  /// Opens readers for those who wait, where others have gone. Under the lock.
  private void openForWaiters() {
    while (!waiters.isEmpty() && opened < size && !draining) {
      Waiter first = waiters.remove();
      waiting = waiters.size();
      try {
        first.reader = openOne();
      } catch (Throwable e) {
        first.failure = e; // it would have met this itself, had it come a moment later
      }
      LockSupport.unpark(first.thread);
    }
  }

  // ---- closing ----

  /// Takes all readers out of use.
  ///
  /// @throws DatabaseException.Busy if one of them stays in use; none is taken out then
  void drain(long until) {
    List<Reader> all = refuseNewReaders();
    List<Reader> drained = new ArrayList<>();
    try {
      for (Reader reader : all) {
        if (take(reader, until)) {
          drained.add(reader);
          reader.borrow(System.nanoTime());
        }
      }
    } catch (Throwable e) {
      admitReaders(drained);
      throw e;
    }
  }

  /// @return whether it is there; else it has been replaced in the meantime
  private boolean take(Reader reader, long until) {
    while (!reader.link().cancelWord().tryBegin()) {
      if (!isOpen(reader)) {
        return false;
      }
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        throw new DatabaseException.Busy(
            "readers of %s are in use by %s".formatted(file, describeBorrowers()));
      }
      LockSupport.parkNanos(this, DRAIN_PAUSE_NANOS);
    }
    return true;
  }

  private boolean isOpen(Reader reader) {
    lock.lock();
    try {
      return indexOf(reader) >= 0;
    } finally {
      lock.unlock();
    }
  }

  /// @return all that are open: under the lock, since one that is replaced moves another
  private List<Reader> refuseNewReaders() {
    lock.lock();
    try {
      draining = true;
      return readers();
    } finally {
      lock.unlock();
    }
  }

  /// Puts drained readers back into use.
  void resume() {
    admitReaders(readers());
  }

  private void admitReaders(List<Reader> drained) {
    lock.lock();
    try {
      draining = false;
      openForWaiters();
    } finally {
      lock.unlock();
    }
    drained.forEach(this::giveBack);
  }

  /// Closes all readers, which have been drained.
  void closeAll() {
    lock.lock();
    try {
      readers().forEach(this::close);
      anchor.close();
      opened = 0;
      waiters.forEach(waiter -> LockSupport.unpark(waiter.thread));
    } finally {
      lock.unlock();
    }
  }

  // ---- snapshots that stay open ----

  /// What a warm snapshot must have been opened under to be used again.
  long epoch() {
    return epoch.get();
  }

  /// Makes every warm snapshot outdated, and ends those of idle readers.
  void letGoOfSnapshots() {
    raiseEpoch();
    endIdleSnapshots();
  }

  /// Makes every warm snapshot outdated; each is renewed at its next use.
  void raiseEpoch() {
    epoch.incrementAndGet();
  }

  /// Ends the outdated snapshots of readers that nobody uses.
  void endIdleSnapshots() {
    for (Reader reader : readers()) {
      if (reader.link().cancelWord().tryBegin()) {
        endSnapshot(reader);
      }
    }
  }

  private void endSnapshot(Reader reader) {
    reader.borrow(System.nanoTime());
    try {
      if (reader.isOlderThan(epoch.get())) {
        reader.letGo();
      }
    } catch (DatabaseException e) {
      LOGGER.log(Level.DEBUG, "A reader of " + file + " did not let go of its snapshot", e);
    } finally {
      giveBack(reader);
    }
  }

  /// The readers that are open; a picture of a moment.
  List<Reader> readers() {
    var list = new ArrayList<Reader>(opened);
    for (int i = 0; i < opened; i++) {
      Reader reader = slots.get(i);
      if (reader != null) {
        list.add(reader);
      }
    }
    return list;
  }

  /// What is parked in the newest commit where snapshots do not stay warm.
  Anchor anchor() {
    return anchor;
  }

  int size() {
    return size;
  }

  int waiting() {
    return waiting;
  }
}
