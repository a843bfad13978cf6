package dev.tektite.salvage;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.OpenMode;
import dev.tektite.sqlite.Statement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Makes files with every kind of table, and damages them.
final class DamagedFiles {
  static final int ROWS = 3_000;

  private static final String SCHEMA =
      """
      pragma page_size = 1024;
      create table author(id integer primary key autoincrement, marker text not null unique);
      create table book(
        marker text not null, size real, cover blob, pages integer check (pages >= 0),
        twice integer generated always as (pages * 2) stored,
        thrice integer generated always as (pages * 3) virtual,
        author integer references author(id));
      create table shelf(room text, marker text, note any, primary key (room, marker))
        without rowid;
      create table strictly(id integer primary key, marker text) strict;
      create index book_by_size on book(size, marker);
      create view large as select * from book where size > 0.5;
      create trigger author_gone after delete on author begin
        delete from book where author = old.id; end;
      create virtual table word using fts5(marker);
      """;

  private DamagedFiles() {}

  /// Fills a new file.
  static void fill(Path file, long seed) {
    Random random = new Random(seed);
    try (Connection connection = Connection.open(file, OpenMode.CREATE)) {
      connection.execute(SCHEMA + "pragma user_version = 42; begin");
      try (Statement author = connection.prepare("insert into author(marker) values (?)");
          Statement book =
              connection.prepare(
                  "insert into book(marker, size, cover, pages, author) values (?, ?, ?, ?, ?)");
          Statement shelf = connection.prepare("insert into shelf values (?, ?, ?)");
          Statement strictly = connection.prepare("insert into strictly(marker) values (?)");
          Statement word = connection.prepare("insert into word values (?)")) {
        for (long i = 1; i <= ROWS; i++) {
          run(author, "author-" + i);
          byte[] cover = new byte[random.nextInt(50) == 0 ? 5_000 : random.nextInt(40)];
          random.nextBytes(cover);
          run(book, "book-" + i, random.nextDouble(), cover, i % 500, i);
          run(shelf, "room " + i % 7, "shelf-" + i, i % 3 == 0 ? "a note" : null);
          run(strictly, "strictly-" + i);
          if (i % 10 == 0) {
            run(word, "word-" + i);
          }
        }
      }
      connection.execute("alter table book add column language text default 'en'; commit");
    }
  }

  private static void run(Statement statement, Object... values) {
    statement.bindAll(values);
    statement.run();
  }

  /// Overwrites a share of the pages with random bytes.
  ///
  /// @param sparesFirst whether the first page stays as it is
  static void damage(Path file, double share, boolean sparesFirst, long seed) throws IOException {
    Random random = new Random(seed);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int pages = (int) (channel.size() / 1024);
      for (int i = 0; i < Math.max(1, pages * share); i++) {
        int page = sparesFirst ? 1 + random.nextInt(pages - 1) : random.nextInt(pages);
        byte[] bytes = new byte[1024];
        random.nextBytes(bytes);
        channel.write(ByteBuffer.wrap(bytes), page * 1024L);
      }
    }
  }

  /// All markers that stand anywhere in a file, but for the index of words.
  static Set<String> markers(Path file) {
    Set<String> markers = new HashSet<>();
    try (Connection connection = Connection.open(file, OpenMode.READ_WRITE)) {
      for (String table : Soundness.tables(connection)) {
        try (Statement all = connection.prepare("select * from \"" + table + "\"")) {
          collect(all, markers);
        }
      }
    }
    return markers;
  }

  private static void collect(Statement rows, Set<String> markers) {
    while (rows.step()) {
      for (int i = 0; i < rows.columnCount(); i++) {
        String text = rows.columnText(i);
        if (text != null && text.matches("(author|book|shelf|strictly|word)-[0-9]+")) {
          markers.add(text);
        }
      }
    }
  }

  /// The tables that a repair must know.
  static final List<String> TABLES = List.of("author", "book", "shelf", "strictly");
}
