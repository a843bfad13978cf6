package dev.tektite.tests.upkeep;

import dev.tektite.Database;
import dev.tektite.sql.ReadTx;
import java.util.stream.IntStream;

/// Tables with content to look after.
final class Fill {
  private Fill() {}

  /// A table `t(a, b)` with rows of about a kilobyte.
  static void table(Database db, int rows) {
    db.write(tx -> tx.execute("create table t(a integer primary key, b text)"));
    rows(db, rows);
  }

  /// More rows for it.
  static void rows(Database db, int rows) {
    db.write(tx ->
        tx.executeBatch(
            "insert into t(b) values (?)",
            IntStream.range(0, rows).mapToObj(i -> new Object[] {i + "x".repeat(1_000)})));
  }

  /// What a pragma of one number says.
  static long pragma(Database db, String name) {
    return db.<Long>read(tx -> tx.query("pragma " + name).asLong().one());
  }

  /// How many rows the table has.
  static long count(Database db) {
    return db.<Long>read(Fill::countIn);
  }

  /// How many rows the table has, as a block sees it.
  static long countIn(ReadTx tx) {
    return tx.query("select count(*) from t").asLong().one();
  }
}
