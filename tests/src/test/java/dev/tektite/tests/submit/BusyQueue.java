package dev.tektite.tests.submit;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.SubmitOptions;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A database whose submitted blocks wait behind one that runs until it is told to go on.
///
/// ```
///   the thread that runs them         the test
///   first block begins
///   at("running")
///                                     await("running")
///                                     submits more, which wait
///                                     at("go on")
///   first block ends; the others run
/// ```
final class BusyQueue {
  private static final long PATIENCE_SECONDS = 30;

  private final Database db;
  private final Steps steps;
  private final CompletableFuture<Long> first;

  BusyQueue(TestDatabases databases, Steps steps, SubmitOptions options) {
    this(databases, steps, options, 0);
  }

  /// @param bytes the size of the block that runs
  BusyQueue(TestDatabases databases, Steps steps, SubmitOptions options, long bytes) {
    this.db = databases.open(DatabaseOptions.defaults().submit(options));
    this.steps = steps;
    db.write(tx -> tx.execute("create table t(a)"));
    this.first =
        db.submit(
            tx -> {
              steps.atAndAwait("running", "go on");
              return tx.execute("insert into t values (0)");
            },
            bytes);
    steps.await("running");
  }

  Database db() {
    return db;
  }

  /// The future of the block that runs.
  CompletableFuture<Long> first() {
    return first;
  }

  CompletableFuture<Long> insert(int value) {
    return insert(value, 0);
  }

  CompletableFuture<Long> insert(int value, long bytes) {
    return db.submit(tx -> tx.execute("insert into t values (?)", value), bytes);
  }

  /// Lets the first block end.
  void goOn() {
    steps.at("go on");
  }

  /// What is stored, in the order in which it was.
  List<Long> stored() {
    return db.read(tx -> tx.query("select a from t order by rowid").asLong().list());
  }

  /// What a future was completed with; no test waits for one for ever.
  static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
