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

  @Test
  void knowsDeferredViolations() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("pragma foreign_keys = on; create table p(id integer primary key)");
      connection.execute("create table c(p references p deferrable initially deferred)");
      connection.execute("begin; insert into c values (1)");
      assertThat(connection.deferredForeignKeys()).isTrue();
      connection.execute("insert into p values (1)");
      assertThat(connection.deferredForeignKeys()).isFalse();
    }
  }

  @Test
  void dataVersionChangesWithEveryCommit() {
    Path file = folder.resolve("a.db");
    try (var writer = Connection.open(file, OpenMode.CREATE);
        var reader = Connection.open(file, OpenMode.READ_ONLY)) {
      writer.execute("create table t(a)");
      reader.execute("select * from t");
      long before = reader.dataVersion();
      long own = writer.dataVersion();
      writer.execute("insert into t values (1)");
      reader.execute("select * from t");
      assertThat(reader.dataVersion()).isNotEqualTo(before);
      assertThat(writer.dataVersion()).isNotEqualTo(own);
    }
  }

  @Test
  void closesStatementsButNotThoseOfFullTextSearch() {
    var connection = Connection.open(folder.resolve("a.db"), OpenMode.CREATE);
    connection.execute("create virtual table f using fts5(a); insert into f values ('some text')");
    var select = connection.prepare("select * from f where f match 'text'");
    assertThat(select.step()).isTrue();
    connection.close();
    assertThatThrownBy(select::step).hasMessageContaining("is closed");
  }

  @Test
  void aScriptEndsWhenItsConnectionIsClosed() {
    var connection = Connection.openInMemory();
    assertThatThrownBy(
            () -> connection.forEachStatement("select 1; select 2", each -> connection.close()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void parametersAreNotLeftHalfReplaced() {
    try (var connection = Connection.openInMemory();
        var select = connection.prepare("select ?, ?")) {
      select.bindAll("first".repeat(30), "second".repeat(30));
      assertThatThrownBy(() -> select.bindAll("third", Double.NaN))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(select.step()).isTrue();
      assertThat(select.columnIsNull(0)).isTrue();
      assertThat(select.columnIsNull(1)).isTrue();
      assertThatThrownBy(() -> select.bindAll("a", "b")).hasMessageContaining("reset it");
      assertThatThrownBy(() -> select.bindText(1, "a")).hasMessageContaining("reset it");
      assertThatThrownBy(select::clearBindings).hasMessageContaining("reset it");
    }
  }

  @Test
  void whatADatabaseInMemoryAttachesIsAFile() {
    Path file = folder.resolve("attached.db");
    try (Connection memory = Connection.openInMemory()) {
      memory.execute("attach '%s' as side; create table side.t(a)".formatted(file));
    }
    assertThat(file).exists().isNotEmptyFile();
  }
}
