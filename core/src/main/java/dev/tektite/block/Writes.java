package dev.tektite.block;

import dev.tektite.rows.Arguments;
import dev.tektite.rows.Excerpt;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The words that write, in a block that may.
final class Writes {
  /// Stands for none: a rowid that nobody has.
  private static final long NO_ROWID = Long.MIN_VALUE;

  private Writes() {}

  /// Runs a statement and says how many rows it changed.
  static long run(BlockTx tx, String sql, @Nullable Object arguments) {
    Connection connection = tx.on().connection();
    Statement statement = tx.take(sql, arguments);
    try {
      return changesOf(statement, connection);
    } finally {
      tx.giveBack(statement);
    }
  }

  private static long changesOf(Statement statement, Connection connection) {
    long before = connection.totalChanges();
    statement.run();
    // What `changes` says is that of the latest statement that was of a kind to change rows.
    return connection.totalChanges() == before ? 0 : connection.changes();
  }

  /// Runs a statement that must put a new row in, and gives its rowid.
  static long insert(BlockTx tx, String sql, @Nullable Object arguments) {
    Connection connection = tx.on().connection();
    long former = connection.lastInsertRowid();
    if (!sql.contains("last_insert_rowid")) {
      connection.lastInsertRowid(NO_ROWID); // which stays if no row goes in
    }
    long changes = 0;
    long rowid = NO_ROWID;
    try {
      changes = run(tx, sql, arguments);
      rowid = connection.lastInsertRowid();
    } finally {
      if (rowid == NO_ROWID) {
        connection.lastInsertRowid(former);
      }
    }
    if (changes == 0 || rowid == NO_ROWID) {
      throw new IllegalStateException(
          "No new row went in, so there is no rowid: use execute where that may happen, or query"
              + " with RETURNING for an upsert or a table WITHOUT ROWID, in: "
              + Excerpt.of(sql));
    }
    return rowid;
  }

  /// Runs a statement for each row of values and says how many rows it changed in all.
  static long runBatch(BlockTx tx, String sql, Iterator<? extends @Nullable Object> rows) {
    Connection connection = tx.on().connection();
    Statement statement = tx.take(sql);
    try {
      long before = connection.totalChanges();
      long changed = 0;
      while (rows.hasNext()) {
        Arguments.bind(statement, rows.next());
        tx.throwIfCancelled(null);
        statement.run();
        changed += connection.changes();
      }
      return connection.totalChanges() == before ? 0 : changed; // as in changesOf
    } finally {
      tx.giveBack(statement);
    }
  }

  private static void run(BlockTx tx, Statement ofScript) {
    Probe observer = tx.probe();
    if (observer == null) {
      ofScript.run();
      return;
    }
    observer.begins(ofScript);
    try {
      ofScript.run();
    } finally {
      observer.ends(ofScript, 0);
    }
  }

  /// Runs the statements of a script.
  static void runScript(BlockTx tx, String script) {
    tx.on()
        .connection()
        .forEachStatement(
            script,
            statement -> {
              tx.throwIfCancelled(null);
              boolean asks = tx.on().guard().takeAsked() && SqlText.isPragma(statement.sql());
              if (!statement.isReadOnly() && !asks) {
                tx.beforeWrite(statement.sql());
              }
              if (statement.parameterCount() > 0) {
                throw new IllegalArgumentException(
                    "A script cannot have parameters: use execute for: "
                        + Excerpt.of(statement.sql()));
              }
              run(tx, statement);
            });
  }
}
