package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqliteTest {
  @Test
  void knowsItself() {
    assertThat(Sqlite.version()).matches("3\\.\\d+\\.\\d+");
    assertThat(Sqlite.versionNumber()).isGreaterThan(3_053_000);
    assertThat(Sqlite.sourceId()).startsWith("20");
    assertThat(Sqlite.compileOptions()).contains("THREADSAFE=2", "ENABLE_FTS5", "ENABLE_SESSION");
    assertThat(Sqlite.vfsNames()).doesNotHaveDuplicates().contains("memdb");
    assertThat(Sqlite.libraryFile()).exists();
  }

  @Test
  void knowsWhichVersionsHaveTheWalResetBug() {
    assertThat(Sqlite.hasWalResetBug()).isFalse();
    assertThat(Sqlite.hasWalResetBug(3_006_023)).isFalse();
    assertThat(Sqlite.hasWalResetBug(3_007_000)).isTrue();
    assertThat(Sqlite.hasWalResetBug(3_040_001)).isTrue();
    assertThat(Sqlite.hasWalResetBug(3_050_006)).isTrue();
    assertThat(Sqlite.hasWalResetBug(3_050_007)).isFalse();
    assertThat(Sqlite.hasWalResetBug(3_051_002)).isTrue();
    assertThat(Sqlite.hasWalResetBug(3_051_003)).isFalse();
  }

  @Test
  void knowsCompleteStatements() {
    assertThat(Sqlite.isComplete("select 1;")).isTrue();
    assertThat(Sqlite.isComplete("select ';' -- ;")).isFalse();
    assertThat(Sqlite.isComplete("create trigger a after insert on t begin select 1;")).isFalse();
    assertThatThrownBy(() -> Sqlite.isComplete("select\0;"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsKeywords() {
    assertThat(Sqlite.isKeyword("Select")).isTrue();
    assertThat(Sqlite.isKeyword("selection")).isFalse();
    assertThat(Sqlite.isKeyword("")).isFalse();
    assertThat(Sqlite.isKeyword("schlüssel")).isFalse();
  }

  @Test
  void counts() {
    for (LibraryCounter counter : LibraryCounter.values()) {
      assertThat(Sqlite.counter(counter)).isNotNegative();
      assertThat(Sqlite.resetCounter(counter)).isNotNegative();
    }
    try (var connection = Connection.openInMemory();
        var statement = connection.prepare("select 1")) {
      statement.run();
      for (StatementCounter counter : StatementCounter.values()) {
        assertThat(statement.counter(counter)).isNotNegative();
      }
      for (ConnectionCounter counter : ConnectionCounter.values()) {
        assertThat(connection.counter(counter)).isNotNegative();
      }
      assertThat(statement.counter(StatementCounter.RUNS)).isEqualTo(1);
    }
  }

  @Test
  void knowsWhereColumnsComeFrom() {
    try (var connection = Connection.openInMemory()) {
      connection.execute("create table t(id integer primary key, a varchar(9))");
      connection.execute("create view v as select a as b from t");
      try (var select = connection.prepare("select b as c, 1 from v")) {
        assertThat(select.columnSource(0))
            .isEqualTo(new ColumnSource("main", "t", "a", "varchar(9)"));
        assertThat(select.columnSource(1)).isEqualTo(new ColumnSource(null, null, null, null));
        assertThatThrownBy(() -> select.columnSource(2))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
