package dev.tektite.examples.demo;

import dev.tektite.Database;

/// Virtual threads that write, one row per block and so per durable commit.
final class WriteLoad {
  static final int THREADS = 64;

  private WriteLoad() {}

  /// Virtual threads, ready to start.
  static Load over(Database db, Catalog catalog) {
    var load = new Load();
    for (int i = 0; i < THREADS; i++) {
      int writer = i;
      long[] number = {0};
      load.add(
          Thread.ofVirtual().name("write-" + i).factory(),
          () -> {
            long next = ++number[0];
            Long row = catalog.keys().get((int) (next % catalog.keys().size()));
            db.write(tx ->
                tx.execute(
                    "insert into visit(writer, number, row) values (?, ?, ?)", writer, next, row));
          });
    }
    return load;
  }

  /// How many rows are stored.
  static long found(Database db) {
    return db.<Long>read(tx -> tx.query("select count(*) from visit").asLong().one());
  }
}
