package dev.tektite.engine;

import dev.tektite.sqlite.DatabaseException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The line for the turn to write, and the transaction that those who had it share.
///
/// It knows nothing of SQLite: begin, commit and rollback are given to it.
///
/// *Safe for any number of threads.*
final class TurnQueue {
  /*
   * Threads. Every block stands in line on its own thread. Exactly one thread has the turn: the one
   * whose Turn is TAKEN, or a rescuer that withdrew an offer, or nobody when the line is empty.
   *
   * A newcomer joins the Line. Who finds nobody in it has the turn at once.
   *
   *   A (has the turn)                    B                            C
   *   begin; block                        joins behind A
   *   A in group; offer to B  ----------> takes it                     joins behind B
   *   parked                              block; B in group; offer --> takes it; block
   *   parked                              parked                       nobody behind: COMMIT
   *   returns  <------------------------- returns  <------------------ wakes A and B; returns
   *
   * An offer, not a gift: a thread that was offered the turn may not run for long (a virtual thread
   * without a carrier), while others wait for the commit of the open group. So the turn passes only
   * when the offered one takes it (OFFERED -> TAKEN); until then the watcher may take it back
   * (OFFERED -> WAITING), have the group committed, and let a platform thread go first.
   *
   * The same holds for a committer that yields once to let others in: while it is `yielding`, the
   * watcher may take the turn from it.
   *
   * Leaving: who no longer wants to wait goes WAITING -> LEFT and is skipped. If that fails, the
   * turn has been offered to it at this moment, and it takes it. Of those who have left while one
   * block has the turn, only so many stay linked.
   *
   * Field            who may touch it                              guard
   * Line.tail        anybody                                       atomic swap and CAS
   * Turn.next        written once by the one behind; relinked      the turn; Line.relinking
   *                  with the turn, and past those who have left
   * Line.head, open, whoever has the turn                          the turn passes through the CAS of
   * companyLately                                                  Turn.state, Line.tail or yielding
   * yielding         set with the turn; who clears it has the      atomic
   *                  turn
   * yieldedAt        written before yielding is set, read after    yielding
   * offered, holder  written with the turn, read by the watcher    volatile, a hint only
   *
   * Failures. A block that fails is undone by its caller before the turn is released; if that took
   * the whole transaction with it, `lost` puts the others of the group back at the head of the line,
   * in their order, to be run again together. A commit that fails fails every block of the group.
   */

  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final long UNTAKEN_NANOS = 2_000_000;
  private static final long EXACT_NANOS = 1_000_000;

  private final Transaction transaction;
  private final Line line;

  // Set with the turn; who clears it by CAS has the turn.
  private final AtomicReference<@Nullable Group> yielding = new AtomicReference<>();
  private long yieldedAt;

  // Only with the turn.
  private @Nullable Group open;
  private boolean companyLately;

  // Written with the turn; read by anybody.
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();

  // Written with the turn; read by anybody as a hint.
  private volatile @Nullable Turn offered;
  private volatile @Nullable Turn holder;

  TurnQueue(Transaction transaction) {
    this(transaction, Line.MOST_LEFT);
  }

  /// @param mostLeft how many of those who have left may stay linked
  TurnQueue(Transaction transaction, int mostLeft) {
    this.transaction = transaction;
    this.line = new Line(mostLeft);
  }

  /// Stands in line and returns with the turn.
  ///
  /// @throws DatabaseException.Busy if the wait limit passed
  /// @throws DatabaseException.Cancelled if the thread was interrupted, which it still is
  ///   afterwards
  void enter(Turn turn) {
    if (line.join(turn)) {
      turn.state(Turn.TAKEN);
      took(turn);
    } else {
      awaitOffer(turn);
    }
  }

  private void took(Turn turn) {
    turn.takenAt = System.nanoTime();
    line.taken(turn);
    holder = turn;
  }

  private void awaitOffer(Turn turn) {
    try {
      while (turn.state() != Turn.OFFERED || !turn.change(Turn.OFFERED, Turn.TAKEN)) {
        long left = turn.waitUntil - System.nanoTime();
        if (left <= 0 || turn.thread.isInterrupted()) {
          leave(turn, left <= 0);
        } else {
          waitForWord(left);
        }
      }
    } catch (Throwable e) {
      dropOut(turn);
      throw e;
    }
    offered = null;
    took(turn);
  }

  /// Parks until somebody has something to say. A wait with a limit makes the JDK schedule and
  /// cancel a task for each virtual thread (measured: a quarter of the time of a short block), so
  /// that it is left to the watcher to wake those whose time is up, [#wakeLate(long)].
  private void waitForWord(long left) {
    if (left < EXACT_NANOS) {
      LockSupport.parkNanos(this, left);
    } else {
      LockSupport.park(this);
    }
  }

  private void leave(Turn turn, boolean late) {
    if (turn.change(Turn.WAITING, Turn.LEFT)) {
      Turn has = holder;
      line.left(has == null ? offered : has);
      throw late ? turn.tooLate(describeHolder()) : turn.interrupted();
    }
  }

  /// Makes sure that nobody waits for a thread that waits no longer.
  private void dropOut(Turn turn) {
    while (turn.state() != Turn.LEFT && !turn.change(Turn.WAITING, Turn.LEFT)) {
      if (turn.change(Turn.OFFERED, Turn.TAKEN)) {
        offered = null;
        took(turn);
        release();
        return;
      }
    }
  }

  /// Who has the turn, in words.
  String describeHolder() {
    Turn has = holder;
    if (has == null) {
      Turn to = offered;
      return to == null ? "nobody has it now" : "it is on offer to " + to.describe();
    }
    long held = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - has.takenAt);
    return "%s has had it for %d ms".formatted(has.describe(), held);
  }

  // ---- with the turn ----

  /// Makes sure that a transaction is open for the block that has the turn.
  ///
  /// @return whether it was open already, so that the block joins others
  boolean begin(Turn turn) {
    if (open != null) {
      return true;
    }
    var group = new Group();
    transaction.begin(turn);
    group.openedAt(System.nanoTime());
    open = group;
    return false;
  }

  /// The block has run: waits until its group has been stored.
  ///
  /// @return `true` when it is stored; `false` when it was undone through no fault of its own, must
  ///   run again, and has the turn for that
  /// @throws DatabaseException if the commit failed
  boolean finish(Turn turn) {
    Group group = groupOf(turn);
    turn.state(Turn.IN_GROUP);
    group.add(turn);
    release();
    return awaitCommit(turn);
  }

  private Group groupOf(Turn turn) {
    Group group = open;
    if (group == null) {
      throw new IllegalStateException("No transaction is open for " + turn.describe());
    }
    return group;
  }

  /// The block has failed and has been undone; others of the group stay.
  ///
  /// @param joined what [#begin(Turn)] answered; a block that did not join was undone by undoing
  ///   the transaction
  void failed(boolean joined) {
    if (!joined) {
      open = null;
    }
    release();
  }

  /// The first block of the transaction has failed and was undone with it; the turn is kept.
  void undone() {
    open = null;
  }

  /// Gives the turn away without having used it.
  void pass() {
    release();
  }

  /// The block has failed, and SQLite has undone the whole transaction: the others run again.
  void lost() {
    Group group = open;
    open = null;
    if (group != null && group.first() != null) {
      group.undone();
      line.putFirst(group);
    }
    release();
  }

  /// Gives the turn away: with the group open to the next in line, or after its commit.
  private void release() {
    if (open == null || !shared(open)) {
      commitAndPassOn();
    }
  }

  private void commitAndPassOn() {
    Group done = open;
    Throwable failure = done == null ? null : commit(done);
    passOn();
    if (done != null) {
      complete(done, failure);
      transaction.told();
    }
  }

  /// @return whether somebody else has the turn now, or the offer of it
  private boolean shared(Group group) {
    boolean yielded = false;
    while (group.mayGrow(System.nanoTime())) {
      Turn next = line.successor();
      if (next == null) {
        if (yielded || !companyLately) {
          return false;
        }
        yielded = true; // measured: those just woken come back within a yield, and share the commit
        if (!keepsTurnOverYield(group)) {
          return true;
        }
      } else if (next.alone) {
        return false;
      } else if (offer(next)) {
        return true;
      }
    }
    return false;
  }

  /// @return whether the turn is still the calling thread's
  private boolean keepsTurnOverYield(Group group) {
    yieldedAt = System.nanoTime();
    yielding.set(group);
    Thread.yield();
    return yielding.compareAndSet(group, null);
  }

  private @Nullable Throwable commit(Group group) {
    open = null;
    companyLately = group.size() > 1;
    boolean stores = group.first() != null;
    try {
      if (stores) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
    } catch (Throwable e) {
      return e;
    }
    if (stores) {
      commits.lazySet(commits.get() + 1);
      blocks.lazySet(blocks.get() + group.blocks());
      stored(group);
    }
    return null;
  }

  /// Whatever goes wrong in noting a commit, it is stored.
  private void stored(Group group) {
    try {
      transaction.stored(group, commits.get());
    } catch (Throwable e) {
      LOGGER.log(Level.WARNING, "A commit is stored, but listeners will not be told of it", e);
    }
  }

  private void passOn() {
    while (true) {
      Turn next = line.successor();
      if (next == null) {
        holder = null;
        if (line.clear()) {
          return;
        }
      } else if (offer(next)) {
        return;
      }
    }
  }

  private boolean offer(Turn next) {
    Turn had = holder;
    next.offeredAt = System.nanoTime();
    holder = null;
    offered = next;
    if (!next.change(Turn.WAITING, Turn.OFFERED)) {
      offered = null;
      holder = had;
      return false;
    }
    LockSupport.unpark(next.thread);
    return true;
  }

  private static void complete(Group group, @Nullable Throwable failure) {
    Turn turn = group.first();
    while (turn != null) {
      Turn mate = turn.mate;
      turn.failure = failure;
      turn.state(failure == null ? Turn.STORED : Turn.LOST);
      if (turn.thread != Thread.currentThread()) {
        LockSupport.unpark(turn.thread);
      }
      turn = mate;
    }
  }

  // ---- waiting for the commit ----

  private boolean awaitCommit(Turn turn) {
    boolean interrupted = false;
    try {
      while (true) {
        switch (turn.state()) {
          case Turn.IN_GROUP -> {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // the outcome would be unknown: wait on
          }
          case Turn.STORED -> {
            return true;
          }
          case Turn.LOST -> throw Failures.ofGroup(turn.failure);
          default -> {
            if (interrupted) {
              turn.thread.interrupt();
              interrupted = false;
            }
            awaitOffer(turn);
            return false;
          }
        }
      }
    } finally {
      if (interrupted) {
        turn.thread.interrupt();
      }
    }
  }

  // ---- the watcher ----

  /// Takes back an offer that has not been taken for 2 ms, or the turn of one who has yielded for
  /// so long, and has the open group committed on another thread.
  ///
  /// @param rescuer runs what takes long
  void rescue(long now, Executor rescuer) {
    if (!withdraw(now) && !takeFromYielding(now)) {
      return;
    }
    if (open == null) {
      commitAndLetOthersGo(); // there is nothing to commit
      return;
    }
    try {
      rescuer.execute(this::commitAndLetOthersGo);
    } catch (Throwable e) {
      commitAndLetOthersGo(); // late is better than never
      throw e;
    }
  }

  /// Wakes those in line whose time is up, so that they leave. What it misses while the turn passes
  /// on, it finds the next time.
  void wakeLate(long now) {
    Turn has = holder;
    for (Turn turn = has == null ? offered : has.next; turn != null; turn = turn.next) {
      if (now - turn.waitUntil >= 0 && turn.state() == Turn.WAITING) {
        LockSupport.unpark(turn.thread);
      }
    }
  }

  private boolean withdraw(long now) {
    Turn to = offered;
    return to != null
        && to.state() == Turn.OFFERED
        && now - to.offeredAt >= UNTAKEN_NANOS
        && to.change(Turn.OFFERED, Turn.WAITING);
  }

  private boolean takeFromYielding(long now) {
    Group group = yielding.get();
    return group != null && now - yieldedAt >= UNTAKEN_NANOS && yielding.compareAndSet(group, null);
  }

  private void commitAndLetOthersGo() {
    Group done = open;
    Throwable failure = done == null ? null : commit(done);
    line.platformThreadFirst();
    passOn();
    if (done != null) {
      complete(done, failure);
      transaction.told();
    }
  }

  /// Whether anybody has the turn, or wants it.
  boolean isBusy() {
    return !line.isEmpty();
  }

  /// A thread whose block has run and waits for the commit of the open group, or `null`; a hint.
  @Nullable Thread waitsForCommit() {
    Group group = open;
    Turn first = group == null ? null : group.first();
    return first == null ? null : first.thread;
  }

  /// Commits stored.
  long commits() {
    return commits.get();
  }

  /// Blocks stored by them.
  long blocks() {
    return blocks.get();
  }

  /// Who has the turn; a hint.
  @Nullable Turn holder() {
    return holder;
  }

  /// How many stand in line, up to a bound; a hint.
  int waiting(int bound) {
    Turn has = holder;
    int count = 0;
    for (Turn turn = has == null ? offered : has.next;
        turn != null && count < bound;
        turn = turn.next) {
      count += turn.state() == Turn.WAITING || turn.state() == Turn.OFFERED ? 1 : 0;
    }
    return count;
  }
}
