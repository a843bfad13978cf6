package dev.tektite.benchmarks.tektite;

import static java.util.Objects.requireNonNull;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.benchmarks.contender.Item;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Stored;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tektite's files, opened once. *Safe for any number of threads.*
public final class Databases implements AutoCloseable {

  private static final String FULL = "full.db";
  private static final String NORMAL = "normal.db";
  private static final String SMALL = "small.db";

  /// What every contender sets.
  private static final DatabaseOptions OPTIONS =
      DatabaseOptions.defaults()
          .cacheBytes(1024L * Stored.CACHE_KIB)
          .mmapBytes(Stored.MMAP_BYTES)
          .foreignKeys(true)
          .waitLimit(Duration.ofMillis(Stored.BUSY_MILLIS));

  private final Path folder;
  private final Database full;
  private final Database normal;

  /// Opens files that [#create] has made.
  public Databases(Path folder) {
    this.folder = folder;
    this.full = Database.open(folder.resolve(FULL), OPTIONS.durability(Durability.FULL));
    this.normal = Database.open(folder.resolve(NORMAL), OPTIONS.durability(Durability.NORMAL));
  }

  /// Makes and fills all files in an empty folder.
  public static void create(Path folder) {
    create(folder.resolve(FULL), Stored.ITEMS);
    create(folder.resolve(NORMAL), Stored.ITEMS);
    create(folder.resolve(SMALL), Stored.SMALL_ITEMS);
  }

  private static void create(Path file, int items) {
    try (Database database = Database.open(file, OPTIONS)) {
      database.write(tx -> {
        tx.execute(Stored.CREATE_ITEM);
        tx.execute(Stored.CREATE_ENTRY);
        tx.executeBatch(Stored.INSERT_ITEM, Stored.items(items).map(Databases::values));
      });
    }
  }

  /// The large file; each commit is flushed.
  public Database full() {
    return full;
  }

  /// The other file, whose commits are not flushed.
  Database normal() {
    return normal;
  }

  /// The database with flushes, unless the order has the option `flush=0`.
  Database durable(Order order) {
    return order.option("flush", 1) == 1 ? full : normal;
  }

  /// A file of a case's own, with flushes; the caller closes it.
  static Database openFile(Path file) {
    return Database.open(file, OPTIONS.durability(Durability.FULL));
  }

  /// The small file, newly opened; the caller closes it.
  Database fresh() {
    return Database.open(folder.resolve(SMALL), OPTIONS);
  }

  /// The version of SQLite.
  String version() {
    return full.read(tx -> requireNonNull(tx.query("select sqlite_version()").asText().one()));
  }

  /// The values of a row but its id, as parameters.
  static @Nullable Object[] values(Item item) {
    return new Object[] {item.name(), item.category(), item.price(), item.quantity()};
  }

  @Override
  public void close() {
    try (normal) {
      full.close();
    }
  }
}
