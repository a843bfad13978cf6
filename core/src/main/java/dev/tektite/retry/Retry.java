package dev.tektite.retry;

import dev.tektite.block.InBlock;
import dev.tektite.engine.Sneaky;
import dev.tektite.retry.Pauses.Growth;
import dev.tektite.sqlite.DatabaseException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tries again what failed because the database was in use: `Retry.defaults().run(() ->
/// db.write(…))`.
///
/// It is put around blocks, never inside one. It tries again after [DatabaseException.Busy], and
/// after what [#alsoOn(Predicate)] names; after everything else, and after the last attempt, the
/// failure goes to the caller. A commit of unknown outcome ([DatabaseException.Uncertain]) is never
/// tried again, nor is anything after an interrupt.
///
/// A database waits by itself, up to its `waitLimit`, before it gives a `Busy`: a retry is for
/// callers that would rather give the turn to others in between, or that have much more patience
/// than the rest.
///
/// *Immutable*; one serves any number of threads.
public final class Retry {
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private final Pauses pauses;
  private final int attempts;
  private final long withinNanos;
  private final double jitter;
  private final Predicate<? super Exception> alsoOn;
  private final Timing timing;

  private Retry(
      Pauses pauses,
      int attempts,
      long withinNanos,
      double jitter,
      Predicate<? super Exception> alsoOn,
      Timing timing) {
    this.pauses = pauses;
    this.attempts = attempts;
    this.withinNanos = withinNanos;
    this.jitter = jitter;
    this.alsoOn = alsoOn;
    this.timing = timing;
  }

  // ---- kinds ----

  /// Pauses of the same length: 3 attempts, no jitter.
  ///
  /// @param pause zero or more
  public static Retry fixed(Duration pause) {
    return of(Growth.NONE, pause, pause).jitter(0);
  }

  /// Pauses that grow by the first one: 3 attempts, up to 25 % of jitter.
  ///
  /// @param first more than zero
  /// @param most the longest pause, the first or more
  public static Retry linear(Duration first, Duration most) {
    return of(Growth.BY_THE_FIRST, first, most);
  }

  /// Pauses each twice as long as the one before: 3 attempts, up to 25 % of jitter.
  ///
  /// @param first more than zero
  /// @param most the longest pause, the first or more
  public static Retry exponential(Duration first, Duration most) {
    return of(Growth.DOUBLE, first, most);
  }

  private static Retry of(Growth growth, Duration first, Duration most) {
    if (first.isNegative()
        || most.compareTo(first) < 0
        || growth != Growth.NONE && first.isZero()) {
      throw new IllegalArgumentException(
          "expected 0 < first pause <= longest pause, but was %s and %s".formatted(first, most));
    }
    var pauses = new Pauses(growth, nanos(first), nanos(most));
    return new Retry(pauses, 3, LONGEST_NANOS, 0.25, failure -> false, Timing.REAL);
  }

  // ---- presets ----

  /// 3 attempts, with pauses that double from 10 ms up to 1 s.
  public static Retry defaults() {
    return exponential(Duration.ofMillis(10), Duration.ofSeconds(1));
  }

  /// For a database that other processes keep busy: 5 attempts, with pauses that double from 50 ms
  /// up to 2 s, 10 s in all.
  public static Retry busy() {
    return exponential(Duration.ofMillis(50), Duration.ofSeconds(2))
        .attempts(5)
        .within(Duration.ofSeconds(10));
  }

  /// For callers that want it soon: 10 attempts, with pauses of 5 ms, 5 s in all.
  public static Retry aggressive() {
    return fixed(Duration.ofMillis(5)).attempts(10).within(Duration.ofSeconds(5));
  }

  /// For work that can wait: 3 attempts, with pauses that double from 100 ms up to 5 s, 30 s in
  /// all.
  public static Retry gentle() {
    return exponential(Duration.ofMillis(100), Duration.ofSeconds(5))
        .within(Duration.ofSeconds(30));
  }

  // ---- limits ----

  /// A copy that makes so many attempts, the first included.
  ///
  /// @param most 1 or more
  public Retry attempts(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("expected 1 attempt or more, but was " + most);
    }
    return new Retry(pauses, most, withinNanos, jitter, alsoOn, timing);
  }

  /// A copy that begins no attempt later than this after the first one began. An attempt under way
  /// is not stopped: that is what `runLimit` and `waitLimit` are for.
  ///
  /// @param limit zero or more
  public Retry within(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("expected a limit of 0 or more, but was " + limit);
    }
    return new Retry(pauses, attempts, nanos(limit), jitter, alsoOn, timing);
  }

  /// A copy that makes each pause longer by a random part of it, so that callers that failed
  /// together do not come back together.
  ///
  /// @param most the largest part, from 0 to 1
  public Retry jitter(double most) {
    if (!(most >= 0 && most <= 1)) {
      throw new IllegalArgumentException("expected 0 <= jitter <= 1, but was " + most);
    }
    return new Retry(pauses, attempts, withinNanos, most, alsoOn, timing);
  }

  /// A copy that tries again after other failures too. It is not asked about a commit of unknown
  /// outcome, nor about an [Error].
  public Retry alsoOn(Predicate<? super Exception> failure) {
    Predicate<? super Exception> before = alsoOn;
    return new Retry(
        pauses,
        attempts,
        withinNanos,
        jitter,
        each -> before.test(each) || failure.test(each),
        timing);
  }

  Retry timed(Timing other) {
    return new Retry(pauses, attempts, withinNanos, jitter, alsoOn, other);
  }

  // ---- running ----

  /// Does some work, again and again if need be. What it does beyond the database it may do more
  /// than once.
  ///
  /// @throws IllegalStateException inside a block, of whichever database: the pauses would hold up
  ///   everybody else
  /// @throws DatabaseException.Cancelled if the thread is interrupted between two attempts, which
  ///   it still is afterwards; the latest failure is the cause
  public void run(Runnable work) {
    this.<@Nullable Object>call(() -> {
      work.run();
      return null;
    });
  }

  /// As [#run(Runnable)], for work with a result.
  ///
  /// @return what the work returned
  public <T extends @Nullable Object> T call(Supplier<? extends T> work) {
    try {
      return callThrowing(work::get);
    } catch (Exception e) {
      throw Sneaky.rethrow(e); // a block may have thrown a checked one
    }
  }

  /// As [#call(Supplier)], for work that throws a checked exception.
  ///
  /// @return what the work returned
  /// @throws Exception what the work threw
  public <T extends @Nullable Object> T callThrowing(Callable<? extends T> work) throws Exception {
    requireOutside();
    long startedAt = timing.clock().getAsLong();
    int attempt = 1;
    while (true) {
      try {
        return work.call();
      } catch (Exception e) {
        if (!mayHelp(e)) {
          throw e;
        }
        pauseOrGiveUp(attempt++, startedAt, e);
      }
    }
  }

  private static void requireOutside() {
    if (InBlock.isBoundAnywhere()) {
      throw new IllegalStateException(
          "Nothing is tried again inside a block, which would hold up everybody else meanwhile: put"
              + " the retry around the block");
    }
  }

  private boolean mayHelp(Exception failure) {
    if (failure instanceof InterruptedException) {
      return false;
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof DatabaseException.Uncertain) {
        return false;
      }
    }
    return failure instanceof DatabaseException.Busy || alsoOn.test(failure);
  }

  private void pauseOrGiveUp(int attempt, long startedAt, Exception failure) throws Exception {
    long pause = pauses.after(attempt);
    pause += (long) (pause * jitter * timing.chance().getAsDouble());
    long passed = timing.clock().getAsLong() - startedAt;
    if (attempt >= attempts || passed > withinNanos - pause) {
      throw givenUp(attempt, passed, failure);
    }
    try {
      timing.sleeper().sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException.Cancelled(
          "Thread %s was interrupted before attempt %d; the one before failed: %s"
              .formatted(Thread.currentThread().getName(), attempt + 1, failure.getMessage()),
          failure);
    }
  }

  private static Exception givenUp(int attempt, long passedNanos, Exception failure) {
    return attempt > 1 && failure instanceof DatabaseException known
        ? known.retold(
            "Gave up after %d attempts in %d ms: %s"
                .formatted(
                    attempt, TimeUnit.NANOSECONDS.toMillis(passedNanos), failure.getMessage()))
        : failure;
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(LONGEST_NANOS)) >= 0
        ? LONGEST_NANOS
        : duration.toNanos();
  }
}
