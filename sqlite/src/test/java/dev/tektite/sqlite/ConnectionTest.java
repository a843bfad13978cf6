package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir Path folder;

  @Test
  void storesAndReadsEveryType() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("create table t(a, b, c, d, e); -- a comment\n");
      try (var insert = connection.prepare("insert into t values (?, ?, ?, ?, ?)")) {
        insert.bindAll(7L, 2.5, "naïve \0 text 🙂", new byte[] {1, 0, 2}, null);
        insert.run();
      }
      assertThat(connection.changes()).isEqualTo(1);
      try (var select = connection.prepare("select * from t")) {
        assertThat(select.step()).isTrue();
        assertThat(select.columnLong(0)).isEqualTo(7);
        assertThat(select.columnDouble(1)).isEqualTo(2.5);
        assertThat(select.columnText(2)).isEqualTo("naïve \0 text 🙂");
        assertThat(select.columnBytes(3)).containsExactly(1, 0, 2);
        assertThat(select.columnIsNull(4)).isTrue();
        assertThat(select.step()).isFalse();
      }
    }
  }

  @Test
  void namesTheBrokenRule() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("create table t(a unique); insert into t values (1)");
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))
          .isInstanceOfSatisfying(
              DatabaseException.Constraint.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ConstraintKind.UNIQUE);
                assertThat(e.table()).isEqualTo("t");
                assertThat(e.columns()).containsExactly("a");
                assertThat(e.code()).isEqualTo(2067);
              });
    }
  }

  @Test
  void marksThePlaceOfAMistake() {
    try (var connection = Connection.openInMemory()) {
      assertThatThrownBy(() -> connection.prepare("select 'é', nope"))
          .isInstanceOf(DatabaseException.Rejected.class)
          .hasMessageContaining("no such column: nope")
          .hasMessageContaining("select 'é', »nope");
    }
  }

  @Test
  void refusesTwoStatementsWhereOneIsExpected() {
    try (var connection = Connection.openInMemory()) {
      assertThatThrownBy(() -> connection.prepare("select 1; select 2"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another follows");
      connection.prepare("select 1; -- only a comment").close();
    }
  }

  @Test
  void refusesAnotherThread() throws InterruptedException {
    try (var connection = Connection.openInMemory()) {
      var failure = new Throwable[1];
      Thread.ofPlatform()
          .start(() -> {
            try {
              connection.execute("select 1");
            } catch (IllegalStateException e) {
              failure[0] = e;
            }
          })
          .join();
      assertThat(failure[0]).hasMessageContaining("belongs to thread");
    }
  }

  @Test
  void everythingFailsWithASentenceAfterClose() {
    var connection = Connection.openInMemory();
    var statement = connection.prepare("select 1");
    connection.close();
    connection.close();
    assertThatThrownBy(statement::step).hasMessageContaining("is closed");
    statement.close();
    connection.interrupt();
  }

  @Test
  void walIndexChangesWithEachCommit() {
    Path file = folder.resolve("a.db");
    try (var writer = Connection.open(file, OpenMode.CREATE);
        var reader = Connection.open(file, OpenMode.READ_ONLY)) {
      writer.execute("pragma journal_mode = wal; create table t(a)");
      reader.execute("select * from t");
      WalIndex index = reader.walIndex();
      long[] before = new long[WalIndex.WORDS];
      index.copyTo(before);
      assertThat(index.matches(before)).isTrue();
      writer.execute("insert into t values (1)");
      assertThat(index.matches(before)).isFalse();
    }
  }
}
