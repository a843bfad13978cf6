package dev.tektite.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Named steps by which the threads of a test take a drawn course, without sleeping.
///
/// ```java
/// //   reader                    writer
/// //   reads
/// //   at("reader has read")
/// //                             await("reader has read")
/// //                             writes
/// //                             at("committed")
/// //   await("committed")
/// //   reads the same
/// ```
///
/// A thread that fails makes all who wait fail too, and [#close()] throws what it threw. Who waits
/// longer than the limit fails, and says who is where.
///
/// *Safe for any number of threads.*
public final class Steps implements AutoCloseable {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
  private static final String ENGINE = "dev.tektite.engine.";

  /// What a thread of a test does.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    void run() throws Exception;
  }

  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();

  // All under the lock.
  private final Set<String> reached = new LinkedHashSet<>();
  private final Map<String, StepThread> threads = new LinkedHashMap<>();
  private final Map<Thread, String> waiting = new LinkedHashMap<>();

  /// Steps that are waited for at most 30 s.
  public Steps() {
    this(DEFAULT_LIMIT);
  }

  /// Steps that are waited for no longer than a limit.
  public Steps(Duration limit) {
    this.limit = limit;
  }

  // ---- threads ----

  /// Starts a platform thread.
  ///
  /// @param name its name, which no other thread of these steps has
  public void start(String name, Action action) {
    start(name, Thread.ofPlatform().daemon(), false, action);
  }

  /// Starts a platform thread whose failure is part of the course: the others go on. Look at its
  /// [#outcome(String)].
  ///
  /// @param name its name, which no other thread of these steps has
  public void startToFail(String name, Action action) {
    start(name, Thread.ofPlatform().daemon(), true, action);
  }

  /// Starts a virtual thread.
  ///
  /// @param name its name, which no other thread of these steps has
  public void startVirtual(String name, Action action) {
    start(name, Thread.ofVirtual(), false, action);
  }

  private void start(String name, Thread.Builder builder, boolean mayFail, Action action) {
    lock.lock();
    try {
      if (threads.containsKey(name)) {
        throw new IllegalArgumentException("there is a thread named %s already".formatted(name));
      }
      var thread = new StepThread(builder.name(name), mayFail, action, this::ended);
      threads.put(name, thread);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A thread that was started here.
  public Thread thread(String name) {
    return find(name).thread();
  }

  private StepThread find(String name) {
    lock.lock();
    try {
      StepThread thread = threads.get(name);
      if (thread == null) {
        throw new IllegalArgumentException(
            "there is no thread named %s, only %s".formatted(name, threads.keySet()));
      }
      return thread;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until a thread has ended, and returns what it threw, which counts as dealt with then.
  ///
  /// @return what it threw, or `null`; an [AssertionError] if it does not end in time
  public @Nullable Throwable outcome(String name) {
    StepThread thread = find(name);
    try {
      return join(thread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the end of thread " + name, e);
    }
  }

  // ---- steps ----

  /// Says that the calling thread has come to a step. Coming to it again changes nothing.
  public void at(String step) {
    lock.lock();
    try {
      reached.add(step);
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until somebody has come to a step.
  ///
  /// @throws AssertionError if nobody comes in time, or if a thread has failed
  public void await(String step) {
    Thread self = Thread.currentThread();
    lock.lock();
    try {
      waiting.put(self, step);
      long left = limit.toNanos();
      while (!reached.contains(step)) {
        if (failed()) {
          throw new AssertionError("Another thread has failed before step \"%s\"".formatted(step));
        }
        if (left <= 0) {
          throw new AssertionError(tooLate("step \"%s\"".formatted(step)));
        }
        left = change.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      self.interrupt();
      throw new AssertionError("Interrupted while waiting for step \"%s\"".formatted(step), e);
    } finally {
      waiting.remove(self);
      lock.unlock();
    }
  }

  private boolean failed() {
    return threads.values().stream().anyMatch(StepThread::stopsOthers);
  }

  /// Says that the calling thread has come to one step, and waits for another.
  public void atAndAwait(String step, String next) {
    at(step);
    await(next);
  }

  /// Waits until a thread is parked by the database itself: it stands in line for the turn to
  /// write, for a reader, for the commit of its group, or for another process.
  public void awaitParked(String name) {
    StepThread thread = find(name);
    until(
        "thread %s to wait for the database".formatted(name),
        () -> {
          if (thread.thread().getState() == Thread.State.TERMINATED) {
            throw new AssertionError(
                "Thread %s has ended instead of waiting for the database".formatted(name),
                thread.takeFailure());
          }
          return isParkedBy(thread.thread(), ENGINE);
        });
  }

  /// Waits until a thread is in a method of a class: `awaitInside("reader", "…Statement", "step")`.
  public void awaitInside(String name, String className, String method) {
    StepThread thread = find(name);
    until(
        "thread %s to be in %s.%s".formatted(name, className, method),
        () -> {
          for (StackTraceElement frame : thread.thread().getStackTrace()) {
            if (frame.getClassName().equals(className) && frame.getMethodName().equals(method)) {
              return true;
            }
          }
          return false;
        });
  }

  private static boolean isParkedBy(Thread thread, String owner) {
    Thread.State state = thread.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
        return name.startsWith(owner);
      }
    }
    return false;
  }

  /// Waits for something that nobody announces.
  ///
  /// @param what in words, for the error
  /// @throws AssertionError if it does not come in time
  public void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(tooLate(what));
      }
      Thread.yield();
    }
  }

  private String tooLate(String what) {
    lock.lock();
    try {
      String where =
          threads.values().stream()
              .map(thread -> thread.describe(waiting.get(thread.thread())))
              .collect(Collectors.joining("\n  "));
      return "Waited %d ms for %s; steps reached: %s; threads:\n  %s"
          .formatted(limit.toMillis(), what, reached, where);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all threads have ended.
  ///
  /// @throws AssertionError if one does not end in time, or with what the threads threw
  @Override
  public void close() {
    AssertionError failure = null;
    for (StepThread thread : started()) {
      try {
        Throwable thrown = join(thread);
        if (thrown != null) {
          var error =
              new AssertionError(
                  "Thread %s failed: %s".formatted(thread.thread().getName(), thrown), thrown);
          if (failure == null) {
            failure = error;
          } else {
            failure.addSuppressed(error);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for the threads to end", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Iterable<StepThread> started() {
    lock.lock();
    try {
      return List.copyOf(threads.values());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Throwable join(StepThread thread) throws InterruptedException {
    if (thread.thread().join(limit.multipliedBy(2))) { // it may still give up a step of its own
      return thread.takeFailure();
    }
    var late = new AssertionError(tooLate("the end of thread " + thread.thread().getName()));
    thread.thread().interrupt();
    thread.thread().join(TimeUnit.SECONDS.toMillis(1));
    return late;
  }
}
