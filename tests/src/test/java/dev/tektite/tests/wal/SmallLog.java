package dev.tektite.tests.wal;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStatus;

/// A database whose log has a low ceiling, and blocks that fill it.
public final class SmallLog {
  /// The ceiling, in bytes.
  public static final long CEILING_BYTES = 400_000;

  /// A policy that has much to do.
  public static final WalPolicy POLICY =
      WalPolicy.defaults()
          .passiveBytes(40_000)
          .resetBytes(40_000)
          .truncateBytes(80_000)
          .ceilingBytes(CEILING_BYTES);

  private static final int BYTES = 40_000;

  private SmallLog() {}

  /// Options with a policy.
  public static DatabaseOptions options(WalPolicy policy) {
    return DatabaseOptions.defaults().walPolicy(policy);
  }

  /// Creates the table that is filled.
  public static void create(Database db) {
    db.write(tx -> tx.executeScript("create table filling(id integer primary key, bytes blob)"));
  }

  /// Writes some pages; always the same ones, so that the database does not grow.
  public static void write(Database db) {
    db.write(tx -> tx.execute("insert or replace into filling values (1, randomblob(?))", BYTES));
  }

  /// Writes until the log is longer than its ceiling and the keeper has seen who pins it.
  public static void fill(Database db) {
    Eventually.holds(
        () -> log(db),
        () -> {
          write(db);
          return log(db).isAboveCeiling() && log(db).pinnedBy() != null;
        });
  }

  /// How the log stands.
  public static WalStatus log(Database db) {
    WalStatus log = db.status().wal();
    if (log == null) {
      throw new AssertionError("The database has no log");
    }
    return log;
  }
}
