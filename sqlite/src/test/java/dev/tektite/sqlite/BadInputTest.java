package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be done is refused with a sentence.
class BadInputTest {
  @TempDir Path folder;

  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.openInMemory();
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void aMegabyteOfSql() {
    String values = "(1, 'some text'),".repeat(60_000);
    connection.execute("create table t(a, b)");
    connection.execute("insert into t values " + values + "(2, 'end')");
    assertThat(number("select count(*) from t")).isEqualTo(60_001);
    assertThatThrownBy(() -> connection.prepare("select " + "x".repeat(1 << 20)))
        .isInstanceOf(DatabaseException.Rejected.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_200_000));
    connection.settings().limit(Limit.SQL_LENGTH, 1000);
    assertThatThrownBy(() -> connection.prepare("select '" + "x".repeat(1000) + "'"))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void aMegabyteOfStatements() {
    connection.execute("create table t(a)");
    String insert = "insert into t values ('naïve');\n";
    assertTimeout(
        Duration.ofSeconds(60),
        () -> connection.execute("begin;" + insert.repeat(40_000) + "commit"));
    assertThat(number("select count(*) from t where a = 'naïve'")).isEqualTo(40_000);
    assertThatThrownBy(() -> connection.execute(insert.repeat(3) + "insert into t values (nope)"))
        .isInstanceOfSatisfying(
            DatabaseException.Rejected.class,
            e -> {
              assertThat(e.sql()).isEqualTo("\ninsert into t values (nope)");
              assertThat(e.sql().substring(e.sqlOffset())).isEqualTo("nope)");
            });
  }

  @Test
  void aHundredThousandParameters() {
    String many = "?,".repeat(99_999) + "?";
    assertThatThrownBy(() -> connection.prepare("select 1 in (" + many + ")"))
        .isInstanceOf(DatabaseException.Rejected.class)
        .hasMessageContaining("too many SQL variables");
    String allowed = "?,".repeat(32_765) + "?";
    Object[] values = new Object[32_766];
    Arrays.fill(values, "text");
    values[32_765] = "last";
    try (var select = connection.prepare("select 'last' in (" + allowed + ")")) {
      select.bindAll(values);
      assertThat(select.step()).isTrue();
      assertThat(select.columnLong(0)).isEqualTo(1);
    }
  }

  @Test
  void nulInNamesAndStatements() {
    assertThatThrownBy(() -> Connection.openUri("file:a\0b", OpenMode.CREATE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Connection.open(folder.resolve("a.db"), OpenMode.CREATE, "un\0ix"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> connection.prepare("select 1\0; drop table t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL character at index 8");
    assertThatThrownBy(() -> connection.schema("main\0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> connection.functions().scalar("f\0", 0, arguments -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void halvesOfSurrogatePairs() {
    String half = "\ud83d";
    for (String text : new String[] {half, "x".repeat(200) + half, half + "x".repeat(200)}) {
      assertThatThrownBy(() -> connection.prepare("select '" + text + "'"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("half of a surrogate pair");
      try (var select = connection.prepare("select ?")) {
        assertThatThrownBy(() -> select.bindAll(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> select.bindText(1, text))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    String whole = "x".repeat(200) + "\ud83d\ude42?";
    try (var select = connection.prepare("select ?")) {
      select.bindAll(whole);
      select.step();
      assertThat(select.columnText(0)).isEqualTo(whole);
    }
  }

  @Test
  void numbersOutOfRange() {
    try (var select = connection.prepare("select ?1, ?2")) {
      for (int index : new int[] {-1, 0, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> select.bindLong(index, 1)).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> select.bindBytes(index, new byte[9]))
            .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> select.bindText(index, "text"))
            .isInstanceOf(DatabaseException.class);
        assertThat(select.parameterName(index)).isNull();
      }
      select.step();
      for (int column : new int[] {-1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> select.columnLong(column))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("There is no column " + column);
        assertThatThrownBy(() -> select.columnText(column))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> select.columnName(column))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> select.columnSource(column))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> select.bindZeros(1, -1)).isInstanceOf(RuntimeException.class);
      select.reset();
      assertThatThrownBy(() -> select.bindZeros(1, Long.MAX_VALUE))
          .isInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void numbersOfValues() {
    try (var select = connection.prepare("select ?, ?")) {
      assertThatThrownBy(() -> select.bindAll(1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 values were given for 2 parameters");
      assertThatThrownBy(() -> select.bindAll(1, new Object()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("java.lang.Object");
    }
  }

  @Test
  void columnsBeforeTheFirstRowAndAfterTheLast() {
    try (var select = connection.prepare("select 1")) {
      assertThatThrownBy(() -> select.columnLong(0)).hasMessageContaining("no current row");
      select.step();
      select.step();
      assertThatThrownBy(() -> select.columnLong(0)).hasMessageContaining("no current row");
    }
  }

  @Test
  void filesThatAreNoDatabases() throws IOException {
    assertThatThrownBy(() -> Connection.open(folder, OpenMode.CREATE))
        .isInstanceOf(DatabaseException.Io.class)
        .hasMessageContaining(folder.toString());
    assertThatThrownBy(() -> Connection.open(folder.resolve("no/folder.db"), OpenMode.CREATE))
        .isInstanceOf(DatabaseException.Io.class);
    assertThatThrownBy(() -> Connection.open(folder.resolve("none.db"), OpenMode.READ_ONLY))
        .isInstanceOf(DatabaseException.Io.class);
    assertThatThrownBy(() -> Connection.open(folder.resolve("a.db"), OpenMode.CREATE, "no-vfs"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("no-vfs");
    Path text = Files.writeString(folder.resolve("text.db"), "This is no database. ".repeat(100));
    try (var wrong = Connection.open(text, OpenMode.READ_WRITE)) {
      assertThatThrownBy(() -> wrong.execute("select * from sqlite_schema"))
          .isInstanceOf(DatabaseException.Unreadable.class);
    }
  }

  @Test
  void aPatternThatWouldTakeTheWholeStack() {
    String subject = "a".repeat(60_000);
    try (var like = connection.prepare("select ? like ?")) {
      like.bindAll(subject, "%a".repeat(20_000) + "b");
      assertThatThrownBy(like::step)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("pattern too complex");
      like.bindAll(subject, "%a".repeat(10) + "%");
      assertThatCode(like::step).doesNotThrowAnyException();
    }
  }

  @Test
  void emptyTexts() {
    for (String nothing : new String[] {"", " ", "-- comment", "/* comment */ ;;"}) {
      connection.execute(nothing);
      assertThatThrownBy(() -> connection.prepare(nothing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no statement");
    }
    assertThatThrownBy(() -> connection.schema("")).isInstanceOf(IllegalArgumentException.class);
  }

  private long number(String sql) {
    try (var select = connection.prepare(sql)) {
      select.step();
      return select.columnLong(0);
    }
  }
}
