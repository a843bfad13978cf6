package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksTest {
  @TempDir Path folder;

  private final List<String> seen = new ArrayList<>();
  private Connection connection;
  private Hooks hooks;

  @BeforeEach
  void open() {
    connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
    connection.execute("pragma journal_mode = wal");
    connection.execute("create table t(id integer primary key, a, b)");
    hooks = connection.hooks();
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void updatesAreTold() {
    hooks.update((kind, schema, table, rowid) -> seen.add(kind + schema + table + rowid));
    connection.execute(
        "insert into t values (5, 1, 2); update t set a = 2; delete from t where a = 2");
    assertThat(seen).containsExactly("INSERTmaint5", "UPDATEmaint5", "DELETEmaint5");
    hooks.update(null);
    connection.execute("insert into t values (6, 1, 2)");
    assertThat(seen).hasSize(3);
  }

  @Test
  void rowsAreShownBeforeAndAfterTheirChange() {
    hooks.preupdate(change ->
        seen.add(
            change.kind()
                + " "
                + (change.kind() == ChangeKind.INSERT ? "" : row(change.oldValues()))
                + "->"
                + (change.kind() == ChangeKind.DELETE ? "" : row(change.newValues()))));
    connection.execute(
        "insert into t values (5, 'x', 2); update t set id = 6, b = 2.5; delete from t");
    assertThat(seen)
        .containsExactly(
            "INSERT ->[5, x, 2]", "UPDATE [5, x, 2]->[6, x, 2.5]", "DELETE [6, x, 2.5]->");
  }

  @Test
  void aRowChangeKnowsWhereItComesFrom() throws ClosedChannelException {
    connection.execute(
        "create table log(a); create trigger g after insert on t begin insert into log values (new.a); end");
    hooks.preupdate(change -> seen.add(change.table() + change.depth() + change.blobColumn()));
    connection.execute("insert into t values (5, 'x', zeroblob(9))");
    try (var blob = Blob.openForWriting(connection, "main", "t", "b", 5)) {
      blob.write(ByteBuffer.wrap(new byte[] {1}));
    }
    assertThat(seen).containsExactly("t0-1", "log1-1", "t02");
  }

  @Test
  void aRowChangeRefusesWhatItDoesNotHave() {
    var leaked = new RowChange[1];
    hooks.preupdate(change -> {
      leaked[0] = change;
      assertThatThrownBy(change::oldValues).hasMessageContaining("no old values");
      assertThatThrownBy(() -> change.newValues().get(3))
          .isInstanceOf(IllegalArgumentException.class);
    });
    connection.execute("insert into t values (5, 'x', 2)");
    assertThatThrownBy(leaked[0]::newValues).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(leaked[0]::depth).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCommitCanBeVetoed() {
    hooks.commit(() -> false);
    hooks.rollback(() -> seen.add("rolled back"));
    assertThatThrownBy(() -> connection.execute("begin; insert into t values (1, 1, 1); commit"))
        .isInstanceOf(DatabaseException.Constraint.class);
    assertThat(connection.isAutocommit()).isTrue();
    assertThat(seen).containsExactly("rolled back");
    hooks.commit(null);
    hooks.rollback(null);
    connection.execute("insert into t values (1, 1, 1)");
  }

  @Test
  void commitsOfTheLogAreToldAndMayCheckpoint() {
    hooks.wal((schema, frames) -> {
      seen.add(schema + frames);
      assertThat(connection.checkpoint(CheckpointMode.PASSIVE).copiedFrames()).isEqualTo(frames);
    });
    connection.execute("insert into t values (1, 1, 1)");
    assertThat(seen).singleElement().asString().startsWith("main");
    hooks.autoCheckpoint(1);
    connection.execute("insert into t values (2, 1, 1)");
    assertThat(seen).hasSize(1);
    hooks.wal(null);
  }

  @Test
  void progressCanStopAStatement() {
    hooks.progress(1000, () -> false);
    assertThatThrownBy(() -> connection.execute(ENDLESS))
        .isInstanceOf(DatabaseException.Cancelled.class);
    hooks.progress(1000, null);
    assertThatThrownBy(() -> hooks.progress(0, null)).isInstanceOf(IllegalArgumentException.class);
  }

  private static final String ENDLESS =
      "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c";

  @Test
  void tracesTextsWithoutValues() {
    hooks.trace(
        new Trace() {
          @Override
          public void started(String sql) {
            seen.add("started " + sql);
          }

          @Override
          public void finished(String sql, Duration time) {
            assertThat(time).isGreaterThanOrEqualTo(Duration.ZERO);
            seen.add("finished " + sql);
          }
        });
    try (var insert = connection.prepare("insert into t values (?, ?, ?)")) {
      insert.bindAll(1, "secret", 2);
      insert.run();
    }
    assertThat(seen)
        .containsExactly(
            "started insert into t values (?, ?, ?)", "finished insert into t values (?, ?, ?)");
    hooks.trace(null);
  }

  @Test
  void whatAHookThrowsFailsTheStatementWhereSqliteCanBeStopped() {
    var mistake = new ArithmeticException("mistake");
    hooks.commit(() -> {
      throw mistake;
    });
    assertThatThrownBy(() -> connection.execute("insert into t values (1, 1, 1)"))
        .isInstanceOf(DatabaseException.Constraint.class)
        .hasCause(mistake);
    hooks.commit(null);
    hooks.progress(
        1,
        () -> {
          throw mistake;
        });
    assertThatThrownBy(() -> connection.execute(ENDLESS))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasCause(mistake);
    hooks.progress(1, null);
    hooks.wal((schema, frames) -> {
      throw mistake;
    });
    assertThatThrownBy(() -> connection.execute("insert into t values (1, 1, 1)"))
        .isInstanceOf(DatabaseException.class)
        .hasCause(mistake);
  }

  @Test
  void whatAHookThrowsElseComesOutAfterwards() {
    var mistake = new ArithmeticException("mistake");
    hooks.update((kind, schema, table, rowid) -> {
      throw mistake;
    });
    assertThatThrownBy(() -> connection.execute("insert into t values (1, 1, 1), (2, 2, 2)"))
        .isSameAs(mistake);
    hooks.update(null);
    try (var count = connection.prepare("select count(*) from t")) {
      count.step();
      assertThat(count.columnLong(0)).isEqualTo(2);
    }
  }

  @Test
  void noHookMayUseTheConnectionButThatOfTheLog() {
    Runnable use = () -> connection.execute("select 1");
    hooks.update((kind, schema, table, rowid) -> use.run());
    assertRefused("insert into t values (1, 1, 1)", "an update hook");
    hooks.update(null);
    hooks.preupdate(change -> use.run());
    assertRefused("insert into t values (2, 1, 1)", "a preupdate hook");
    hooks.preupdate(null);
    hooks.commit(() -> {
      use.run();
      return true;
    });
    assertRefused("insert into t values (3, 1, 1)", "a commit hook");
    hooks.commit(null);
    hooks.rollback(use);
    assertRefused("begin; insert into t values (3, 1, 1); rollback", "a rollback hook");
    hooks.rollback(null);
    hooks.progress(
        1,
        () -> {
          use.run();
          return true;
        });
    assertRefused("select count(*) from t", "a progress handler");
    hooks.progress(1, null);
    hooks.trace(
        new Trace() {
          @Override
          public void started(String sql) {
            use.run();
          }
        });
    assertRefused("select count(*) from t", "a trace");
  }

  private void assertRefused(String sql, String hook) {
    assertThatThrownBy(() -> connection.execute(sql))
        .satisfies(thrown -> {
          Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
          assertThat(cause)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("must not be used by " + hook);
        });
  }

  private static List<Object> row(Values values) {
    List<Object> row = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      row.add(values.get(i));
    }
    return row;
  }
}
