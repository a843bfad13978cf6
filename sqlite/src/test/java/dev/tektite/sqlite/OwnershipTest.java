package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever does not own a connection, or comes after its end, gets a sentence for every method.
class OwnershipTest {
  private interface Use {
    void run() throws Exception;
  }

  @TempDir Path folder;

  private Map<String, Use> usesOf(Connection connection) {
    connection.execute(
        "create table if not exists t(a); delete from t; insert into t values ('x')");
    var statement = connection.prepare("select a, ? from t");
    statement.step();
    var blob = Blob.openForWriting(connection, "main", "t", "a", 1);
    var session = Session.start(connection, "main");
    var cache = new StatementCache(connection, 1);
    var schema = connection.schema("main");
    var file = schema.file();
    Map<String, Use> uses = new LinkedHashMap<>();
    uses.put("execute", () -> connection.execute("select 1"));
    uses.put("prepare", () -> connection.prepare("select 1"));
    uses.put("detach", connection::detach);
    uses.put("attach", connection::attach);
    uses.put("changes", connection::changes);
    uses.put("rowid", connection::lastInsertRowid);
    uses.put("autocommit", connection::isAutocommit);
    uses.put("checkpoint", () -> connection.checkpoint(CheckpointMode.PASSIVE));
    uses.put("serialize", connection::serialize);
    uses.put("data version", connection::dataVersion);
    uses.put("foreign keys", connection::deferredForeignKeys);
    uses.put("counter", () -> connection.counter(ConnectionCounter.CACHE_BYTES));
    uses.put("limit", () -> connection.settings().limit(Limit.LENGTH));
    uses.put("flush", connection::flushCache);
    uses.put("release", connection::releaseMemory);
    uses.put("WAL index", connection::walIndex);
    uses.put("function", () -> connection.functions().scalar("f", 0, arguments -> 1));
    uses.put("collation", () -> connection.functions().collation("c", String::compareTo));
    uses.put("remove", () -> connection.functions().remove("f", 0));
    uses.put("authorizer", () -> connection.hooks().authorizer(null));
    uses.put("update hook", () -> connection.hooks().update(null));
    uses.put("commit hook", () -> connection.hooks().commit(null));
    uses.put("trace", () -> connection.hooks().trace(null));
    uses.put("automatic checkpoint", () -> connection.hooks().autoCheckpoint(1));
    uses.put("step", statement::step);
    uses.put("bind", () -> statement.bindAll(1));
    uses.put("reset", statement::reset);
    uses.put("column", () -> statement.columnText(0));
    uses.put("name", () -> statement.columnName(0));
    uses.put("source", () -> statement.columnSource(0));
    uses.put("statement counter", () -> statement.counter(StatementCounter.RUNS));
    uses.put("read", () -> blob.read(ByteBuffer.allocate(1)));
    uses.put("write", () -> blob.write(ByteBuffer.allocate(1)));
    uses.put("size", blob::size);
    uses.put("reopen", () -> blob.reopen(1));
    uses.put("record", session::recordAll);
    uses.put("changeset", session::changeset);
    uses.put("take", () -> cache.take("select 1"));
    uses.put("read-only", schema::isReadOnly);
    uses.put("state", schema::transactionState);
    uses.put("column info", () -> schema.column("t", "a"));
    uses.put("file", file::hasMoved);
    uses.put("snapshot", () -> WalSnapshot.take(connection, "main"));
    uses.put("backup", () -> Backup.start(connection, Connection.openInMemory()));
    uses.put(
        "apply", () -> Changeset.of(new byte[0]).applyTo(connection, ConflictHandler.aborting()));
    uses.put("extension", () -> Extensions.load(connection, Path.of("none")));
    return uses;
  }

  private static List<String> notRefused(Map<String, Use> uses) {
    List<String> names = new ArrayList<>();
    uses.forEach((name, use) -> {
      try {
        use.run();
        names.add(name);
      } catch (IllegalStateException | java.nio.channels.ClosedChannelException e) {
        // as it should be
      } catch (Exception e) {
        names.add(name + ": " + e);
      }
    });
    return names;
  }

  @Test
  void anotherThread() throws InterruptedException {
    try (var connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE)) {
      Map<String, Use> uses = usesOf(connection);
      uses.put("close", connection::close);
      List<String> names = new ArrayList<>();
      Thread.ofPlatform().start(() -> names.addAll(notRefused(uses))).join();
      assertThat(names).isEmpty();
    }
  }

  @Test
  void afterClose() {
    var connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
    Map<String, Use> uses = usesOf(connection);
    connection.close();
    assertThat(notRefused(uses)).isEmpty();
  }

  @Test
  void detached() {
    try (var connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE)) {
      Map<String, Use> uses = usesOf(connection);
      uses.remove("attach");
      connection.detach();
      assertThat(notRefused(uses)).isEmpty();
    }
  }

  @Test
  void aConnectionOfAnEndedThreadCanBeTakenOver() throws InterruptedException {
    var opened = new Connection[2];
    Thread.ofPlatform()
        .start(() -> {
          opened[0] = Connection.openInMemory();
          opened[1] = Connection.openInMemory();
        })
        .join();
    opened[0].attach();
    opened[0].execute("select 1");
    opened[0].close();
    opened[1].close();
    assertThat(opened[1].isClosed()).isTrue();
  }

  @Test
  void virtualThreadsTakeTurns() throws InterruptedException {
    try (var connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE)) {
      connection.execute("create table t(a)");
      connection.detach();
      for (int i = 0; i < 20; i++) {
        Thread.ofVirtual()
            .start(() -> {
              connection.attach();
              connection.execute("insert into t values (1)");
              connection.detach();
            })
            .join();
      }
      connection.attach();
      assertThat(connection.totalChanges()).isEqualTo(20);
    }
  }

  @Test
  void aConnectionIsClosedWhileOthersInterruptAndMisuseIt() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      var connection = Connection.openInMemory();
      connection.execute("create table t(a); insert into t values (1)");
      var statement = connection.prepare("select a from t");
      statement.step();
      var started = new CountDownLatch(2);
      var over = new AtomicBoolean();
      List<String> wrong = new ArrayList<>();
      Thread interrupter =
          Thread.ofPlatform()
              .start(() -> {
                started.countDown();
                while (!over.get()) {
                  connection.interrupt();
                }
              });
      Thread misuser =
          Thread.ofPlatform()
              .start(() -> {
                started.countDown();
                while (!over.get()) {
                  wrong.addAll(
                      notRefused(
                          Map.of(
                              "column", () -> statement.columnLong(0),
                              "step", statement::step,
                              "changes", connection::changes)));
                }
              });
      started.await();
      connection.close();
      over.set(true);
      interrupter.join();
      misuser.join();
      assertThat(wrong).isEmpty();
    }
  }
}
