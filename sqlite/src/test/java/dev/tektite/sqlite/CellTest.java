package dev.tektite.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.StatementCalls;
import dev.tektite.sqlite.ffm.ValueCalls;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read where it lies is what SQLite answers.
final class CellTest {
  private static final int ROWS = 2_000;
  private static final int COLUMNS = 6;

  @Test
  void liesAsExpectedInTheLibraryThatIsShipped() {
    assertThat(Cell.IS_KNOWN).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void readsWhatSqliteAnswers(String encoding) {
    try (Connection connection = Connection.openInMemory()) {
      connection.execute(
          "pragma encoding = '%s'; create table t(a, b, c, d, e integer, f text)"
              .formatted(encoding));
      fill(connection);
      compareAll(connection, "select * from t");
      compareAll(connection, "select * from t order by b, c");
      compareAll(connection, "select a, b, a || b, c + d, cast(a as blob), e from t");
      compareAll(connection, "select * from t union select d, c, b, a, f, e from t");
      compareAll(connection, "select max(a), min(b), group_concat(c), sum(e), avg(e), f from t");
      compareAll(connection, "select zeroblob(5), x'', '', null, json('[1]'), 1e999");
    }
  }

  private static void fill(Connection connection) {
    Random random = new Random(27);
    try (Statement insert = connection.prepare("insert into t values (?, ?, ?, ?, ?, ?)")) {
      for (int row = 0; row < ROWS; row++) {
        for (int i = 1; i <= COLUMNS; i++) {
          insert.bind(i, value(random));
        }
        insert.run();
      }
    }
  }

  private static Object value(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> random.nextLong();
      case 1 -> (long) random.nextInt(5);
      case 2 -> random.nextGaussian();
      case 3 -> "some text ".repeat(random.nextInt(1_000));
      case 4 -> "Ångström €𝄞 " + random.nextInt();
      case 5 -> new byte[random.nextInt(9_000)];
      default -> "";
    };
  }

  private static void compareAll(Connection connection, String query) {
    try (Statement statement = connection.prepare(query)) {
      while (statement.step()) {
        for (int i = 0; i < COLUMNS; i++) {
          compare(StatementCalls.columnValue(statement.handle(), i));
        }
      }
    }
  }

  private static void compare(long cell) {
    ValueType type = ValueType.ofCode(ValueCalls.type(cell));
    assertThat(Cell.type(cell)).isEqualTo(type);
    switch (type) {
      case INTEGER -> assertThat(Cell.asLong(cell)).isEqualTo(ValueCalls.asLong(cell));
      case REAL -> assertThat(Cell.asDouble(cell)).isEqualTo(ValueCalls.asDouble(cell));
      case TEXT -> {
        byte[] read = Memory.bytes(Cell.text(cell), Cell.length(cell));
        assertThat(read).isEqualTo(Memory.bytes(ValueCalls.text(cell), ValueCalls.bytes(cell)));
      }
      case BLOB -> {
        byte[] read = Memory.bytes(Cell.bytes(cell), Cell.length(cell));
        assertThat(read).isEqualTo(Memory.bytes(ValueCalls.blob(cell), ValueCalls.bytes(cell)));
      }
      case NULL -> {
        assertThat(Cell.text(cell)).isZero();
        assertThat(Cell.bytes(cell)).isZero();
      }
    }
  }
}
