package dev.tektite.tests.crash;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.testkit.process.ParentJvm;
import dev.tektite.tests.load.NumberedBlocks;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The process that is killed: writes numbered blocks from 16 threads and sends the number of each
/// once `write` has returned.
final class CrashWriter {
  private static final int THREADS = 16;
  private static final int FAILED = 4;

  private CrashWriter() {}

  /// The order that it is let go with.
  ///
  /// @param first the number of the first block
  record Order(Durability durability, long first, Path file) {
    static Order parse(String line) {
      int space = line.indexOf(' ');
      int next = line.indexOf(' ', space + 1);
      return new Order(
          Durability.valueOf(line.substring(0, space)),
          Long.parseLong(line.substring(space + 1, next)),
          Path.of(line.substring(next + 1)));
    }

    @Override
    public String toString() {
      return durability + " " + first + " " + file;
    }
  }

  public static void main(String... arguments) {
    ParentJvm parent = ParentJvm.connect();
    warmUp();
    Order order = Order.parse(parent.meet());
    var options = DatabaseOptions.defaults().durability(order.durability());
    Database db = Database.open(order.file(), options);
    db.write(tx -> tx.executeScript(NumberedBlocks.SCHEMA));
    var numbers = new AtomicLong(order.first());
    for (int i = 0; i < THREADS; i++) {
      var builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      builder.name("writer " + i).start(() -> write(db, numbers, parent));
    }
  }

  /// Loads all that a block needs, so that the first comes soon after the order.
  private static void warmUp() {
    try (Database db = Database.inMemory()) {
      db.write(tx -> tx.executeScript(NumberedBlocks.SCHEMA));
      db.write(tx -> NumberedBlocks.write(tx, 1));
    }
  }

  private static void write(Database db, AtomicLong numbers, ParentJvm parent) {
    try {
      while (true) {
        long number = numbers.getAndIncrement();
        db.write(tx -> NumberedBlocks.write(tx, number));
        parent.send(Long.toString(number));
      }
    } catch (Throwable e) {
      System.err.println(Thread.currentThread().getName() + " failed: " + e);
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
