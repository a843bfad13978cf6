package dev.tektite.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Stored;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/// The pools over the peer's files, each opened when first needed and kept. *Safe for any number of
/// threads.*
final class Pools implements AutoCloseable {

  static final String FULL = "full.db";
  static final String NORMAL = "normal.db";
  static final String SMALL = "small.db";

  private record Key(String file, SynchronousMode synchronous, int size) {}

  private final Path folder;
  private final Map<Key, HikariDataSource> open = new ConcurrentHashMap<>();

  Pools(Path folder) {
    this.folder = folder;
  }

  /// The pool over the large file; each commit is flushed. Its size is the order's option `pool`.
  HikariDataSource full(Order order) {
    return opened(FULL, SynchronousMode.FULL, order);
  }

  /// The pool over the other file, whose commits are not flushed.
  HikariDataSource normal(Order order) {
    return opened(NORMAL, SynchronousMode.NORMAL, order);
  }

  /// The pool with flushes, unless the order has the option `flush=0`.
  HikariDataSource durable(Order order) {
    return order.option("flush", 1) == 1 ? full(order) : normal(order);
  }

  /// A new pool over the small file, which the caller closes.
  HikariDataSource fresh(Order order) {
    return pool(new Key(SMALL, SynchronousMode.FULL, size(order)));
  }

  private HikariDataSource opened(String file, SynchronousMode synchronous, Order order) {
    return open.computeIfAbsent(new Key(file, synchronous, size(order)), this::pool);
  }

  private static int size(Order order) {
    return (int) order.option("pool", 1);
  }

  private HikariDataSource pool(Key key) {
    SQLiteDataSource source = new SQLiteDataSource(pragmas(key.synchronous()));
    source.setUrl("jdbc:sqlite:" + folder.resolve(key.file()));
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(key.size());
    return new HikariDataSource(config);
  }

  /// What every contender sets, and two switches that make this driver faster: no mutex, and no
  /// query for generated keys after each insert.
  static SQLiteConfig pragmas(SynchronousMode synchronous) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setCacheSize(-Stored.CACHE_KIB);
    config.setPragma(Pragma.MMAP_SIZE, Long.toString(Stored.MMAP_BYTES));
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Stored.BUSY_MILLIS);
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setGetGeneratedKeys(false);
    return config;
  }

  @Override
  public void close() {
    open.values().forEach(HikariDataSource::close);
  }
}
