package dev.tektite.copy;

import dev.tektite.engine.Sneaky;
import dev.tektite.sqlite.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a long statement on a thread of its own, while the calling thread tells its progress and
/// stops it if need be.
///
/// *One thread at a time.*
final class Apart {
  private static final long FIRST_TICK_MILLIS = 5;
  private static final long TICK_MILLIS = 50;

  private final Connection connection;
  private final Runnable tick;
  private final CountDownLatch over = new CountDownLatch(1);

  // Written by the thread apart before `over`, read after it.
  private @Nullable Throwable failure;

  // Only by the calling thread.
  private @Nullable Throwable stopped;
  private boolean interrupted;

  private Apart(Connection connection, Runnable tick) {
    this.connection = connection;
    this.tick = tick;
  }

  /// Runs an action that uses a connection, which belongs to the calling thread before and after.
  ///
  /// @param tick run several times a second on the calling thread; what it throws stops the action,
  ///   and is thrown
  static void run(Connection connection, Runnable action, Runnable tick) {
    var apart = new Apart(connection, tick);
    connection.detach();
    Thread.ofPlatform().daemon().name("tektite-copy").start(() -> apart.work(action));
    apart.await();
    connection.attach();
    apart.finish();
  }

  private void work(Runnable action) {
    try {
      connection.attach();
      try {
        action.run();
      } finally {
        connection.detach();
      }
    } catch (Throwable e) {
      failure = e;
    } finally {
      over.countDown();
    }
  }

  private void await() {
    long pause = FIRST_TICK_MILLIS;
    while (!isOver(pause)) {
      pause = TICK_MILLIS;
      if (stopped == null) {
        tick();
      }
      interrupted |= Thread.interrupted(); // else the next wait would end at once
      if (stopped != null) {
        connection.interrupt(); // again and again: one before the statement runs is lost
      }
    }
  }

  private boolean isOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the tick is to see it
      return false;
    }
  }

  private void tick() {
    try {
      tick.run();
    } catch (Throwable e) {
      stopped = e;
    }
  }

  private void finish() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable first = stopped == null ? failure : stopped;
    if (first != null) {
      throw Sneaky.rethrow(first);
    }
  }
}
