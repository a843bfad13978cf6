package dev.tektite.tests.peers;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sql.Results;
import dev.tektite.sql.Row;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What sqlflow promises.
@ExtendWith(DatabaseExtension.class)
class SqlflowBehavioursTest {
  private static final int MANY = 50;

  /// A typed accessor as applications write them.
  private record Values(WriteTx tx) {
    void add(long value) {
      tx.execute("insert into t values (?)", value);
    }

    long count() {
      return tx.query("select count(*) from t").asLong().one();
    }
  }

  private static void create(Database db) {
    db.write(tx -> tx.execute("create table t(a integer unique)"));
  }

  private static void together(IntFunction<Callable<Object>> task) throws Exception {
    List<Callable<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      tasks.add(task.apply(i));
    }
    try (var threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      for (Future<Object> future : threads.invokeAll(tasks)) {
        future.get();
      }
    }
  }

  private static Callable<Object> write(Database db, int value) {
    return () -> {
      db.write(tx -> tx.execute("insert into t values (?)", value));
      return value;
    };
  }

  private static Callable<Object> read(Database db) {
    return () -> db.<Long>read(tx -> tx.query("select count(*) from t").asLong().one());
  }

  @EveryDatabase
  void fiftyConcurrentReads(Database db) throws Exception {
    create(db);
    together(i -> read(db));
  }

  @EveryDatabase
  void fiftyConcurrentWritesAreAllThere(Database db) throws Exception {
    create(db);
    together(i -> write(db, i));
    assertThat(db).table("t").hasRows(MANY);
  }

  @EveryDatabase
  void readsAndWritesMixed(Database db) throws Exception {
    create(db);
    together(i -> i % 2 == 0 ? read(db) : write(db, i));
    assertThat(db).table("t").hasRows(MANY / 2);
  }

  @EveryDatabase
  void theBlocksExceptionPassesUnchangedAndItsStatementsAreUndone(Database db) {
    create(db);
    var mine = new IllegalArgumentException("mine");
    assertThatThrownBy(() ->
            db.write(tx -> {
              tx.execute("insert into t values (1)");
              throw mine;
            }))
        .isSameAs(mine);
    assertThat(db).table("t").isEmpty();
  }

  @EveryDatabase
  void aMissingRowIsToldApartFromAnError(Database db) {
    create(db);
    assertThat(db.<Long>read(tx -> tx.query("select a from t where a = 7").asLong().first()))
        .isNull();
    assertThatThrownBy(() -> db.read(tx -> tx.query("select a from t where a = 7").asLong().one()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is none");
  }

  @EveryDatabase
  void anAlreadyInterruptedCallerThatMustWaitDoesNotRun(Database db, Steps steps) {
    create(db);
    steps.start("holder", () -> db.write(tx -> steps.atAndAwait("holds", "told")));
    steps.await("holds");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> db.write(tx -> tx.execute("insert into t values (1)")))
          .isInstanceOf(DatabaseException.Cancelled.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    steps.at("told");
    assertThat(steps.outcome("holder")).isNull();
    assertThat(db).table("t").isEmpty();
  }

  @EveryDatabase
  void typedAccessorsAreBoundToTheTransaction(Database db) {
    create(db);
    var values = db.with(Values::new);
    values.write(each -> each.add(1));
    assertThat(
            values.<Long>writeReturning(each -> {
              each.add(2);
              return each.count();
            }))
        .isEqualTo(2);
    assertThat(values.<Long>read(Values::count)).isEqualTo(2);
  }

  @EveryDatabase
  void nothingOfABlockWorksAfterIt(Database db) {
    create(db);
    db.write(tx -> tx.execute("insert into t values (1)"));
    var tx = new AtomicReference<WriteTx>();
    var results = new AtomicReference<Results<Long>>();
    var row = new AtomicReference<Row>();
    db.write(given -> {
      tx.set(given);
      results.set(given.query("select a from t").asLong());
      given
          .query("select a from t")
          .map(each -> {
            row.set(each);
            return 1;
          })
          .list();
    });
    assertThatThrownBy(() -> tx.get().execute("insert into t values (2)"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The block has ended");
    assertThatThrownBy(() -> results.get().list())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The block has ended");
    assertThatThrownBy(() -> row.get().asLong(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The row is gone");
    assertThat(db).table("t").hasRows(1);
  }

  @EveryDatabase
  void aTxOnAForeignThreadIsRefused(Database db, Steps steps) {
    create(db);
    db.write(tx -> {
      steps.startToFail("foreign", () -> tx.execute("insert into t values (1)"));
      assertThat(steps.outcome("foreign"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only on the thread of its block");
    });
    assertThat(db).table("t").isEmpty();
  }

  // ---- hooks ----

  @EveryDatabase
  void hooksRunOnceEachWithTheSamePath(TestDatabases databases) {
    List<String> calls = new ArrayList<>();
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .onOpen(path -> calls.add("open 1 " + path))
                .onOpen(path -> calls.add("open 2 " + path))
                .onClose(path -> calls.add("close " + path)));
    Path path = db.path();
    db.close();
    db.close();
    assertThat(calls).containsExactly("open 1 " + path, "open 2 " + path, "close " + path);
  }

  @EveryDatabase
  void anErrorInTheHookOnOpenAbortsTheOpening(TestDatabases databases) {
    var mine = new IllegalStateException("mine");
    List<Path> closed = new ArrayList<>();
    assertThatThrownBy(() ->
            databases.open(
                DatabaseOptions.defaults()
                    .onOpen(path -> {
                      throw mine;
                    })
                    .onClose(closed::add)))
        .isSameAs(mine);
    assertThat(closed).isEmpty();
    databases.open();
  }

  @Test
  void readAfterCloseFails(Database db) {
    create(db);
    db.close();
    assertThatThrownBy(() -> read(db).call())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void foldersThatAreMissingAreCreated(TestDatabases databases) {
    Path file = databases.folder().resolve("a/b/c/deep.db");
    create(databases.open(file, DatabaseOptions.defaults()));
    assertThat(file).exists();
  }

  @Test
  void openingTwiceOneAfterTheOtherChangesNothing(TestDatabases databases) {
    try (Database db = databases.open()) {
      create(db);
    }
    try (Database db = databases.open()) {
      assertThat(db).table("t").isEmpty();
    }
  }
}
