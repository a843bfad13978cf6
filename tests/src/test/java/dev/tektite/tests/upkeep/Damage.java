package dev.tektite.tests.upkeep;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Database files with pages that are not what they should be.
final class Damage {
  static final int PAGE_BYTES = 4096;

  private Damage() {}

  /// A database with a table `t(a, b)` and an index, of which a leaf of the table is overwritten.
  static void page(Path file) throws IOException {
    long page;
    try (Database db = Database.open(file)) {
      Fill.table(db, 1_000);
      db.write(tx -> tx.execute("create index i on t(b)"));
      page =
          db.<Long>read(tx ->
              tx.query("select max(pageno) from dbstat where name = 't' and pagetype = 'leaf'")
                  .asLong()
                  .one());
    }
    overwrite(file, (page - 1) * PAGE_BYTES, new byte[PAGE_BYTES]);
  }

  /// A database whose index lacks an entry, which only a full check notices.
  static void index(Path file) {
    try (Database db =
        Database.open(
            file,
            DatabaseOptions.defaults().onConnection(c -> c.execute("pragma foreign_keys = off")))) {
      Fill.table(db, 100);
      db.write(tx -> tx.execute("create index i on t(b) where a > 50"));
    }
    try (var connection =
        dev.tektite.sqlite.Connection.open(file, dev.tektite.sqlite.OpenMode.READ_WRITE)) {
      connection.execute(
          """
          pragma writable_schema = on;
          update sqlite_schema set sql = 'create index i on t(b) where a > 40' where name = 'i';
          pragma writable_schema = reset;
          """);
    }
  }

  static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }
}
