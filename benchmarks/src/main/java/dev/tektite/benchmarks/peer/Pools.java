package dev.tektite.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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

  private record Key(String file, SynchronousMode synchronous, int size) {}

  private final Path folder;
  private final Map<Key, HikariDataSource> open = new ConcurrentHashMap<>();

  Pools(Path folder) {
    this.folder = folder;
  }

  /// The pool over the large file, every commit flushed.
  HikariDataSource full(long size) {
    return open.computeIfAbsent(new Key("full.db", SynchronousMode.FULL, (int) size), this::pool);
  }

  /// The pool over the file whose commits are not flushed.
  HikariDataSource normal(long size) {
    return open.computeIfAbsent(
        new Key("normal.db", SynchronousMode.NORMAL, (int) size), this::pool);
  }

  /// A new pool over the small file, which the caller closes.
  HikariDataSource fresh(long size) {
    return pool(new Key("small.db", SynchronousMode.FULL, (int) size));
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
