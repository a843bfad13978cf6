package dev.tektite.tests.cancel;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;

/// The block of a plan: what it runs, and since when.
///
/// *One thread at a time,* but for the time.
final class PlannedBlock {
  static final String SCHEMA =
      """
      drop table if exists fixed;
      drop table if exists done;
      create table fixed(id integer primary key, value integer not null);
      insert into fixed values (1, 42), (2, 43);
      create table done(number integer primary key, value integer not null);
      """;

  private static final String COUNT =
      "with recursive c(x) as (select 1 union all select x + 1 from c limit ?)"
          + " select count(*) from c";

  // Some milliseconds, and many seconds.
  private static final long ROWS = 5_000;
  private static final long ENDLESS_ROWS = 200_000_000;
  private static final int STATEMENTS = 20;
  private static final int ENDLESS_STATEMENTS = 20_000_000;

  private final Plan plan;
  private final long number;

  // Written by the block; read by its thread after it, and by the stopper.
  private volatile long begunAt;

  PlannedBlock(Plan plan, long number) {
    this.plan = plan;
    this.number = number;
  }

  long number() {
    return number;
  }

  /// When its latest run began, or 0.
  long begunAt() {
    return begunAt;
  }

  private long rows() {
    return plan.endless() ? ENDLESS_ROWS : ROWS;
  }

  private int statements() {
    return plan.endless() ? ENDLESS_STATEMENTS : STATEMENTS;
  }

  /// Reads, and requires the right answers.
  boolean read(ReadTx tx) {
    begunAt = System.nanoTime();
    switch (plan.work()) {
      case ONE_READ -> count(tx);
      default -> readShortly(tx);
    }
    return true;
  }

  /// Writes its number, and something before or after it.
  void write(WriteTx tx) {
    begunAt = System.nanoTime();
    switch (plan.work()) {
      case ONE_WRITE -> tx.execute("insert into done values (?, (" + COUNT + "))", number, rows());
      case SHORT_WRITES -> writeShortly(tx);
      default -> {
        tx.execute("insert into done values (?, ?)", number, rows());
        count(tx);
      }
    }
  }

  private void count(ReadTx tx) {
    require(rows(), tx.query(COUNT, rows()).asLong().one());
  }

  private void readShortly(ReadTx tx) {
    for (int i = 0; i < statements(); i++) {
      long id = 1L + i % 2;
      require(41 + id, tx.query("select value from fixed where id = ?", id).asLong().one());
    }
  }

  private void writeShortly(WriteTx tx) {
    tx.execute("insert into done values (?, 0)", number);
    for (int i = 0; i < statements(); i++) {
      require(1, tx.execute("update done set value = value + 1 where number = ?", number));
    }
  }

  private static void require(long expected, long was) {
    if (expected != was) {
      throw new AssertionError("expected %d, but SQLite said %d".formatted(expected, was));
    }
  }
}
