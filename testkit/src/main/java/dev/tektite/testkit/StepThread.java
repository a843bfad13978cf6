package dev.tektite.testkit;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A thread of a choreographed test, and what it threw.
///
/// *Safe for any number of threads.*
final class StepThread {
  private static final int FRAMES_SHOWN = 8;

  private final Thread thread;
  private final boolean mayFail;
  private final Runnable atEnd;

  // Written by the thread at its end; taken by the test.
  private volatile @Nullable Throwable failure;

  /// @param mayFail whether the others go on when it fails
  /// @param atEnd called by the thread after its failure, if any, has been noted
  StepThread(Thread.Builder builder, boolean mayFail, Steps.Action action, Runnable atEnd) {
    this.mayFail = mayFail;
    this.atEnd = atEnd;
    this.thread = builder.unstarted(() -> run(action));
  }

  private void run(Steps.Action action) {
    try {
      action.run();
    } catch (Throwable e) {
      failure = e;
    } finally {
      atEnd.run();
    }
  }

  void start() {
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  /// Whether it has thrown something that nobody has taken or allowed.
  boolean stopsOthers() {
    return !mayFail && failure != null;
  }

  /// What it threw and nobody has taken yet, or `null`.
  @Nullable Throwable takeFailure() {
    Throwable taken = failure;
    failure = null;
    return taken;
  }

  /// Where it is, in words.
  ///
  /// @param step what it waits for, or `null`
  String describe(@Nullable String step) {
    String frames =
        Arrays.stream(thread.getStackTrace())
            .filter(frame -> !frame.getClassName().matches("java\\..*|.*\\.(Steps|StepThread)"))
            .limit(FRAMES_SHOWN)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    return "%s: %s%s%s%s"
        .formatted(
            thread.getName(),
            thread.getState(),
            step == null ? "" : ", waits for step \"%s\"".formatted(step),
            failure == null ? "" : ", failed with " + failure,
            frames);
  }
}
