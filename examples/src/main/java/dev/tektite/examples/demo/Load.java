package dev.tektite.examples.demo;

import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// Threads that do the same thing over and over until they are told to stop, each block measured.
///
/// *One thread at a time.*
final class Load {
  /// What one thread does over and over.
  interface Step {
    /// One block.
    void run();
  }

  private final Measure measure = new Measure();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /// Adds a thread; it begins with [#start()].
  void add(ThreadFactory factory, Step step) {
    threads.add(factory.newThread(() -> repeat(step)));
  }

  private void repeat(Step step) {
    try {
      while (!stopped) {
        long begin = System.nanoTime();
        try {
          step.run();
          measure.done(System.nanoTime() - begin);
        } catch (DatabaseException.Busy _) {
          measure.busy();
        }
      }
    } catch (Throwable e) {
      measure.failed(e);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /// Lets each thread end the block that it is in, and waits for that.
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  Measure measure() {
    return measure;
  }
}
