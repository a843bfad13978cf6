package dev.tektite.examples.demo;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The process that is killed: writes numbered blocks from many threads and says on its standard
/// output, as eight bytes each, which of them `write` has returned from.
final class CrashChild {
  static final int THREADS = 16;

  private CrashChild() {}

  /// Runs until it is killed, or until nobody listens any more.
  ///
  /// @param arguments the database file
  public static void main(String... arguments) throws InterruptedException {
    Quiet.engine();
    var options = DatabaseOptions.defaults().durability(Durability.FULL);
    Database db = Database.open(Path.of(arguments[0]), options);
    db.write(tx ->
        tx.executeScript(
            """
            create table block(number integer primary key);
            create table half(number integer primary key references block);
            """));
    var numbers = new AtomicLong();
    var acknowledged = new FileOutputStream(FileDescriptor.out);
    var threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = Thread.ofVirtual().start(() -> write(db, numbers, acknowledged));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.exit(1);
  }

  private static void write(Database db, AtomicLong numbers, FileOutputStream acknowledged) {
    try {
      while (true) {
        long number = numbers.incrementAndGet();
        db.write(tx -> {
          tx.execute("insert into block values (?)", number);
          tx.execute("insert into half values (?)", number);
        });
        byte[] answer = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        synchronized (acknowledged) {
          acknowledged.write(answer);
        }
      }
    } catch (IOException e) {
      System.exit(1); // the parent is gone
    }
  }
}
