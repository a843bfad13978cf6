package dev.tektite.tests.backup;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import dev.tektite.testkit.Health;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Blocks that are numbered by a counter row, and a look at a copy that says whether it is what was
/// stored at one of those numbers, and which.
///
/// Block *n* sets the counter to *n*, notes *n* in a log together with the row of a large table
/// that it chose, and writes *n* into that row. A copy of one commit has a log without gaps up to
/// its counter, and in each row of the large table the number that the log has last for it. Pages
/// from two commits would break that.
///
/// *Safe for any number of threads.*
public final class NumberedCommits {
  private static final int ROW_BYTES = 8_000;
  private static final int ROWS_AT_ONCE = 500;

  private final long rows;

  private NumberedCommits(long rows) {
    this.rows = rows;
  }

  /// Fills a new database with rows of random bytes.
  ///
  /// @param bytes about how large it becomes
  public static NumberedCommits fill(Database db, long bytes) {
    long rows = Math.max(1, bytes / ROW_BYTES);
    db.write(tx ->
        tx.executeScript(
            """
            create table if not exists counter(n integer not null);
            insert into counter select 0 where not exists (select 1 from counter);
            create table if not exists log(n integer primary key, row integer not null);
            create index if not exists log_row on log(row, n);
            create table if not exists large(id integer primary key, n integer not null, b blob);
            """));
    long there = db.<Long>read(tx -> number(tx, "select count(*) from large"));
    for (long first = there + 1; first <= rows; first += ROWS_AT_ONCE) {
      long from = first;
      long to = Math.min(rows, first + ROWS_AT_ONCE - 1);
      db.write(tx ->
          tx.execute(
              "with recursive i(id) as (select ? union all select id + 1 from i where id < ?)"
                  + " insert into large select id, 0, randomblob(?) from i",
              from,
              to,
              ROW_BYTES - 50));
    }
    return new NumberedCommits(rows);
  }

  /// One numbered block.
  ///
  /// @param draw chooses the row
  /// @return its number
  public long write(WriteTx tx, long draw) {
    long row = Math.floorMod(draw, rows) + 1;
    tx.execute("update counter set n = n + 1");
    long n = number(tx, "select n from counter");
    tx.execute("insert into log values (?, ?)", n, row);
    tx.execute("update large set n = ? where id = ?", n, row);
    return n;
  }

  /// The number of the newest block.
  public static long newest(ReadTx tx) {
    return number(tx, "select n from counter");
  }

  private static long number(ReadTx tx, String sql) {
    Long number = tx.query(sql).asLong().one();
    return number == null ? 0 : number;
  }

  /// Looks at a copy, with a full check.
  ///
  /// @return the number of the block that it was copied after
  /// @throws AssertionError if it equals no commit
  public static long requireWhole(Path copy) {
    List<String> problems = new ArrayList<>();
    long newest;
    try (Database db = Database.open(copy, DatabaseOptions.minimal())) {
      newest = db.read(NumberedCommits::newest);
      problems.addAll(db.<List<String>>read(Health::problems));
      problems.addAll(db.<List<String>>read(tx -> problems(tx, newest)));
    }
    if (!problems.isEmpty()) {
      throw new AssertionError("%s equals no commit: %s".formatted(copy, problems));
    }
    return newest;
  }

  private static List<String> problems(ReadTx tx, long newest) {
    List<String> problems = new ArrayList<>();
    long logged = number(tx, "select count(*) from log");
    long last = number(tx, "select coalesce(max(n), 0) from log");
    if (logged != newest || last != newest) {
      problems.add(
          "the counter is at %d, but the log has %d entries up to %d"
              .formatted(newest, logged, last));
    }
    long wrong =
        number(
            tx,
            "select count(*) from large where n <>"
                + " coalesce((select max(log.n) from log where log.row = large.id), 0)");
    if (wrong > 0) {
      problems.add("%d rows are not what the log says".formatted(wrong));
    }
    return problems;
  }
}
