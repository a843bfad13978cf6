package dev.tektite.probe;

import dev.tektite.block.Changes;
import dev.tektite.observe.CommitEvent;
import dev.tektite.observe.CommitListener;
import dev.tektite.observe.Subscription;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells commits in their order.
///
/// ```
///   with the turn                      without the turn
///   COMMIT
///   stored: puts the event in line
///   gives the turn away, wakes others
///                                      told: takes the lock, tells all that stands in line
/// ```
///
/// *Safe for any number of threads.*
public final class CommitTeller {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<CommitEvent> line = new ConcurrentLinkedQueue<>();
  private final ReentrantLock telling = new ReentrantLock();
  private final Consumer<Boolean> wanted;
  private final AtomicLong changes = new AtomicLong();

  /// @param wanted is told whether anybody listens
  CommitTeller(Consumer<Boolean> wanted) {
    this.wanted = wanted;
  }

  synchronized Subscription add(CommitListener listener) {
    CommitListener own = commit -> listener.committed(commit); // unlike all others
    wanted.accept(true); // first: a block that is not seen to change anything counts as unknown
    listeners.add(own);
    var ended = new AtomicBoolean();
    return () -> {
      if (!ended.getAndSet(true)) {
        remove(own);
      }
    };
  }

  private synchronized void remove(CommitListener own) {
    listeners.remove(own);
    if (listeners.isEmpty()) {
      wanted.accept(false);
    }
  }

  /// Whether anybody listens.
  public boolean isWanted() {
    return !listeners.isEmpty();
  }

  /// How many commits have changed something since somebody listens.
  public long changes() {
    return changes.get();
  }

  /// A commit has been stored. With the turn.
  ///
  /// @param sequence which one it is
  /// @param blocks how many blocks share it
  /// @param changes what they may have changed, or `null` where nobody knows
  public void stored(long sequence, int blocks, @Nullable Changes changes) {
    if (changes == null || changes.isAny()) {
      this.changes.incrementAndGet();
    }
    line.add(
        changes == null
            ? new CommitEvent(sequence, blocks, Set.of(), false, false)
            : new CommitEvent(
                sequence, blocks, changes.tables(), changes.isSchema(), changes.isComplete()));
  }

  /// Tells what stands in line, unless somebody is telling: a listener may wait for another
  /// thread's commit, and so must not be waited for. Without the turn.
  ///
  /// ```
  ///   A tells                              B has committed
  ///   takes the last event                 puts its own in line
  ///                                        tryLock fails: A tells it
  ///   unlock; looks again: tells B's
  /// ```
  public void tell() {
    while (!line.isEmpty() && !telling.isHeldByCurrentThread() && telling.tryLock()) {
      try {
        for (CommitEvent event = line.poll(); event != null; event = line.poll()) {
          tell(event);
        }
      } finally {
        telling.unlock();
      }
    }
  }

  private void tell(CommitEvent event) {
    for (CommitListener listener : listeners) {
      try {
        listener.committed(event);
      } catch (Throwable e) {
        LOGGER.log(Level.WARNING, "A commit listener threw; the commit is not affected", e);
      }
    }
  }
}
