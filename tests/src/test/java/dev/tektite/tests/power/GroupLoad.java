package dev.tektite.tests.power;

import dev.tektite.Database;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.tests.load.NumberedBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Threads that write numbered blocks, and note from which step on each is promised.
///
/// *One thread at a time.*
final class GroupLoad {
  private static final int THREADS = 8;

  private final Database db;
  private final Faults faults;
  private final AtomicLong numbers = new AtomicLong();
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  GroupLoad(Database db, Faults faults) {
    this.db = db;
    this.faults = faults;
  }

  /// A block whose `write` has returned.
  ///
  /// @param step the number of steps that the disk had made by then: it must be in the images of
  ///   this step and of all later ones
  record Acknowledged(long number, long step) {}

  /// Runs until there were so many more commits.
  void run(long groups) throws InterruptedException {
    long until = db.status().writer().commits() + groups;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      var builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(builder.name("writer " + i).start(() -> write(until)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable failure = failures.poll();
    if (failure != null) {
      throw new AssertionError("A block of the load failed", failure);
    }
  }

  private void write(long until) {
    try {
      while (db.status().writer().commits() < until) {
        long number = numbers.incrementAndGet();
        db.write(tx -> NumberedBlocks.write(tx, number));
        acknowledged.add(new Acknowledged(number, faults.steps()));
      }
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }
}
