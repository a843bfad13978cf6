package dev.tektite.testkit;

import dev.tektite.BlockOptions;
import dev.tektite.Blocks;
import dev.tektite.Database;
import dev.tektite.observe.DatabaseStatus;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.Connection;
import dev.tektite.testkit.process.ProcessUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Looks at a database at the end of a test: whether anything is still in use, before and after it
/// is closed.
final class LeakCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final String BUSY_STATEMENTS =
      "select sql from sqlite_stmt where busy and sql not like '%sqlite_stmt%'";

  private final TestDatabases.Opened opened;
  private final Database database;
  private final List<String> found = new ArrayList<>();

  private LeakCheck(TestDatabases.Opened opened) {
    this.opened = opened;
    this.database = opened.database();
  }

  /// Closes databases, and looks for leaks before and after.
  ///
  /// @throws AssertionError if something was left behind
  static void closeAll(List<TestDatabases.Opened> opened) {
    List<Throwable> errors = new ArrayList<>();
    List<LeakCheck> checks = opened.stream().map(LeakCheck::new).toList();
    for (LeakCheck check : checks) {
      check.attempt(check::whileOpen, errors);
      check.attempt(check.database::close, errors);
    }
    for (LeakCheck check : checks) {
      check.attempt(check::onceClosed, errors);
    }
    if (!errors.isEmpty()) {
      var failure = new AssertionError(errors.getFirst().getMessage(), errors.getFirst());
      errors.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private void attempt(Runnable part, List<Throwable> errors) {
    found.clear();
    try {
      part.run();
    } catch (RuntimeException | AssertionError e) {
      errors.add(new AssertionError("The database %s leaks: %s".formatted(database.path(), e), e));
    }
  }

  // ---- while it is open ----

  private void whileOpen() {
    if (isClosed()) {
      return;
    }
    requireQuiet(database);
    busyStatements();
    if (!opened.lasting()) {
      found.addAll(database.<List<String>>read(Health::problems));
    }
    fail();
  }

  private boolean isClosed() {
    return opened.connections().stream().allMatch(Connection::isClosed);
  }

  /// The library itself borrows readers now and then: looks until nobody does.
  static void requireQuiet(Database database) {
    long until = System.nanoTime() + QUIET.toNanos();
    String use = use(database.status());
    while (!use.isEmpty()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("it is still in use: " + use);
      }
      Thread.yield();
      use = use(database.status());
    }
  }

  private static String use(DatabaseStatus status) {
    boolean quiet =
        status.readers().inUse() == 0
            && status.readers().waiting() == 0
            && status.writer().waiting() == 0
            && status.writer().holder() == null
            && status.readers().snapshots() == 0
            && status.submitted() == 0;
    return quiet ? "" : status.toString();
  }

  /// Looks at all connections at once, so that none is looked at twice and another not at all.
  private void busyStatements() {
    Blocks blocks = database.with(BlockOptions.named("leak check").waitLimit(PATIENCE));
    blocks.write(tx -> found.addAll(busy(tx, "the writer")));
    DatabaseStatus status = database.status();
    if (!status.concurrent() || status.readers().open() == 0) {
      return;
    }
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      for (Future<List<String>> answer :
          threads.invokeAll(lookAtReaders(blocks, status.readers().open()))) {
        found.addAll(answer.get());
      }
    } catch (Exception e) {
      throw new AssertionError("not all readers could be borrowed: " + database.status(), e);
    }
  }

  private static List<Callable<List<String>>> lookAtReaders(Blocks blocks, int readers) {
    var together = new CyclicBarrier(readers);
    List<Callable<List<String>>> looks = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      looks.add(() ->
          blocks.<List<String>, Exception>readThrowing(tx -> {
            together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return busy(tx, "a reader");
          }));
    }
    return looks;
  }

  private static List<String> busy(ReadTx tx, String where) {
    return tx.query(BUSY_STATEMENTS)
        .map(row -> "a statement of %s is under way: %s".formatted(where, row.asText(0)))
        .list();
  }

  private void fail() {
    if (!found.isEmpty()) {
      throw new AssertionError(String.join("; ", found));
    }
  }

  // ---- after it has been closed ----

  private void onceClosed() {
    Path file = database.path();
    long open = opened.connections().stream().filter(each -> !each.isClosed()).count();
    if (open > 0) {
      found.add("%d connections are open after close".formatted(open));
    }
    for (String path : ProcessUsage.openFiles(file)) {
      found.add("a file is open after close: " + path);
    }
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      if (Files.exists(Path.of(file + suffix))) {
        found.add("a file is left after close: " + file + suffix);
      }
    }
    fail();
    if (opened.lasting() && Files.exists(file)) {
      found.addAll(Health.problems(file));
    }
    fail();
  }
}
