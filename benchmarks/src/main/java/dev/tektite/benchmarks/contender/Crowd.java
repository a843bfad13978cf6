package dev.tektite.benchmarks.contender;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Threads that begin together and repeat their work until the same moment. *Safe for any number of
/// threads.*
///
/// Operations that end after that moment are acknowledged like the others, but do not count for the
/// rate.
public final class Crowd {

  /// What each thread does.
  @FunctionalInterface
  public interface Work {

    /// One turn.
    ///
    /// @param member the thread, from 0
    /// @param turn this thread's turn, from 0
    /// @return how many operations have been completed in it
    int turn(int member, long turn) throws Exception;

    /// Waits for what is still under way after a thread's last turn, and returns how many
    /// operations that completed.
    default int finish(int member) throws Exception {
      return 0;
    }
  }

  private final Work work;
  private final long nanos;
  private final List<Thread> threads;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final LongAdder inTime = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long deadline; // written before the gate opens, read after it

  private Crowd(Thread.Builder kind, int members, long nanos, Work work) {
    this.work = work;
    this.nanos = nanos;
    this.threads =
        IntStream.range(0, members).mapToObj(member -> kind.unstarted(() -> live(member))).toList();
  }

  /// Starts the threads.
  ///
  /// @param kind platform or virtual threads
  /// @param nanos how long they go on, in nanoseconds
  public static Crowd start(Thread.Builder kind, int members, long nanos, Work work) {
    Crowd crowd = new Crowd(kind, members, nanos, work);
    crowd.threads.forEach(Thread::start);
    crowd.deadline = System.nanoTime() + nanos;
    crowd.gate.countDown();
    return crowd;
  }

  /// When the threads end, in terms of [System#nanoTime].
  public long deadline() {
    return deadline;
  }

  /// Waits until all threads have ended.
  ///
  /// @return the operations that ended in time; the extra number `acknowledged` counts all of them
  /// @throws IllegalStateException with the first failure of a thread as its cause
  public Reply join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    @Nullable Throwable first = failure.get();
    if (first != null) {
      throw new IllegalStateException("a thread of the crowd failed: " + first, first);
    }
    return new Reply(inTime.sum(), nanos, Map.of("acknowledged", acknowledged.sum()));
  }

  private void live(int member) {
    try {
      gate.await();
      acknowledged.add(repeat(member) + work.finish(member));
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private long repeat(int member) throws Exception {
    long done = 0;
    long doneInTime = 0;
    for (long turn = 0; failure.get() == null; turn++) {
      done += work.turn(member, turn);
      if (System.nanoTime() - deadline > 0) {
        break;
      }
      doneInTime = done;
    }
    inTime.add(doneInTime);
    return done;
  }
}
