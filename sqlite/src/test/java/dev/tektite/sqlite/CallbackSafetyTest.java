package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a function does to the connection and the statement that called it is refused with a
/// sentence.
class CallbackSafetyTest {
  private final List<String> refusals = new ArrayList<>();
  private Connection connection;
  private Runnable action = () -> {};

  @BeforeEach
  void open() {
    connection = Connection.openInMemory();
    connection.execute("create table t(a); insert into t values (1), (2), (3)");
    connection
        .functions()
        .scalar(
            "act",
            0,
            arguments -> {
              action.run();
              return 1;
            });
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void aConnectionIsNotClosedNorLentNorDetachedInItsOwnCall() {
    try (var other = Connection.openInMemory()) {
      action =
          () -> {
            refused(connection::close);
            refused(connection::detach);
            refused(() -> Backup.start(other, connection));
            refused(
                () -> connection.deserialize(DatabaseImage.of(new byte[0]), ImageMode.RESIZABLE));
            refused(() -> connection.hooks().authorizer(null));
          };
      connection.execute("select act()");
    }
    assertThat(refusals)
        .hasSize(5)
        .allSatisfy(text -> assertThat(text).contains("the function act"));
  }

  @Test
  void aRunningStatementIsNotTouched() {
    try (var running = connection.prepare("select act(), ? from t")) {
      running.bindAll("text");
      action =
          () -> {
            refused(running::close);
            refused(running::step);
            refused(running::reset);
            refused(running::run);
            refused(running::clearBindings);
            refused(() -> running.bindAll("other"));
            refused(() -> running.bindText(1, "other"));
            refused(() -> running.columnText(1));
          };
      assertThat(running.step()).isTrue();
      assertThat(running.step()).isTrue();
      assertThat(running.columnText(1)).isEqualTo("text");
    }
    assertThat(refusals).hasSize(16);
  }

  @Test
  void aStatementBetweenTwoRowsIsNotTouchedEither() {
    try (var outer = connection.prepare("select a from t");
        var running = connection.prepare("select act()")) {
      outer.step();
      action = () -> refused(outer::step);
      running.step();
      assertThat(refusals).hasSize(1);
      assertThat(outer.step()).isTrue();
    }
  }

  @Test
  void idleStatementsAndNewOnesMayBeUsed() {
    try (var idle = connection.prepare("select count(*) from t");
        var running = connection.prepare("select act()")) {
      action =
          () -> {
            idle.step();
            assertThat(idle.columnLong(0)).isEqualTo(3);
            idle.reset();
            connection.execute("insert into t values (4); delete from t where a = 4");
          };
      assertThat(running.step()).isTrue();
      assertThat(idle.step()).isTrue();
    }
  }

  @Test
  void callsNest() {
    var depth = new int[1];
    action =
        () -> {
          if (depth[0]++ < 20) {
            connection.execute("select act() from t limit 1");
          }
        };
    connection.execute("select act()");
    assertThat(depth[0]).isEqualTo(21);
  }

  @Test
  void endlessNestingEndsInAnException() {
    action = () -> connection.execute("select act()");
    assertThatThrownBy(() -> connection.execute("select act()"))
        .isInstanceOf(DatabaseException.class)
        .hasRootCauseInstanceOf(StackOverflowError.class);
    action = () -> {};
    connection.execute("select act()");
  }

  @Test
  void anotherThreadIsRefusedMeanwhile() {
    action =
        () -> {
          try {
            Thread.ofPlatform().start(() -> refused(() -> connection.execute("select 1"))).join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    connection.execute("select act()");
    assertThat(refusals).singleElement().asString().contains("on another thread");
  }

  @Test
  void anInterruptWithinAFunctionStopsItsStatement() {
    action = connection::interrupt;
    assertThatThrownBy(() -> connection.execute("select act() from t, t, t, t"))
        .isInstanceOf(DatabaseException.Cancelled.class);
  }

  @Test
  void aRollbackWithinAFunctionIsSurvived() {
    connection.execute("begin");
    try (var running = connection.prepare("select act(), a from t")) {
      action = () -> connection.execute("rollback; begin");
      try {
        while (running.step()) {
          assertThat(running.columnLong(1)).isPositive();
        }
      } catch (DatabaseException e) {
        assertThat(e.primaryCode()).isEqualTo(4);
      }
    }
  }

  @Test
  void aStatementCacheGivesOutNoRunningStatement() {
    try (var cache = new StatementCache(connection, 4)) {
      Statement running = cache.take("select act() from t");
      action =
          () -> {
            Statement twin = cache.take("select act() from t where false");
            assertThat(twin).isNotSameAs(running);
            twin.run();
            cache.giveBack(twin);
            refused(() -> cache.giveBack(running));
          };
      assertThat(running.step()).isTrue();
      cache.giveBack(running);
    }
    assertThat(refusals).hasSize(1);
  }

  @Test
  void aBlobAndABackupAreClosedWithinAFunction() {
    connection.execute("insert into t values (zeroblob(100000))");
    try (var target = Connection.openInMemory()) {
      var blob = Blob.openForReading(connection, "main", "t", "a", 4);
      var backup = Backup.start(connection, target);
      action =
          () -> {
            backup.step(1);
            backup.close();
            blob.close();
          };
      connection.execute("select act() from t limit 1");
      assertThat(blob.isOpen()).isFalse();
    }
  }

  private void refused(Runnable use) {
    try {
      use.run();
    } catch (IllegalStateException e) {
      refusals.add(e.getMessage());
    }
  }
}
