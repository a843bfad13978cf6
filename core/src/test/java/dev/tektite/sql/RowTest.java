package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowTest {
  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private Object of(String sql, Function<Row, ?> mapper) {
    return db.read(tx -> tx.query(sql).<Object>map(mapper).one());
  }

  private AbstractThrowableAssert<?, ?> refused(String sql, Function<Row, ?> mapper) {
    return assertThatThrownBy(() -> of(sql, mapper)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesAreReadByNumberAndByName() {
    String sql = "select 1 as a, 2.5 as b, 'x' as c, x'01' as d, null as e, 1 as f";
    of(
        sql,
        row -> {
          assertThat(row.asLong(0)).isEqualTo(1).isEqualTo(row.asLong("A"));
          assertThat(row.asInt(0)).isEqualTo(1).isEqualTo(row.asInt("a"));
          assertThat(row.asDouble(1)).isEqualTo(2.5).isEqualTo(row.asDouble("b"));
          assertThat(row.asText(2)).isEqualTo("x").isEqualTo(row.asText("c"));
          assertThat(row.asBytes(3)).containsExactly(1).isEqualTo(row.asBytes("d"));
          assertThat(row.isNull(4)).isTrue().isEqualTo(row.isNull("e"));
          assertThat(row.isNull(0)).isFalse();
          assertThat(row.asBoolean(5)).isTrue().isEqualTo(row.asBoolean("f"));
          assertThat(row.value(1, Double.class))
              .isEqualTo(2.5)
              .isEqualTo(row.value("b", Double.class));
          assertThat(row.columns()).isEqualTo(6);
          assertThat(row.name(2)).isEqualTo("c");
          assertThat(row.column("E")).isEqualTo(4);
          return null;
        });
  }

  @Test
  void theStoredTypeIsTold() {
    Object types =
        of(
            "select 1, 1.0, '1', x'31', null",
            row -> {
              List<ValueType> all = new ArrayList<>();
              for (int i = 0; i < row.columns(); i++) {
                all.add(row.type(i));
              }
              return all;
            });
    assertThat(types).isEqualTo(List.of(ValueType.values()));
  }

  @Test
  void valuesCanBeTakenInAnyOrderAndTwice() {
    assertThat(of("select 'a', 'b'", row -> row.asText(1) + row.asText(0) + row.asText(1)))
        .isEqualTo("bab");
  }

  @Test
  void aValueOfAnotherTypeIsRefusedNotBent() {
    refused("select '12' as a", row -> row.asLong(0))
        .hasMessageContaining("Column 0 (a) holds text, not an integer")
        .hasMessageContaining("select '12' as a");
    refused("select 12.0", row -> row.asLong(0)).hasMessageContaining("a real number");
    refused("select x'31'", row -> row.asLong(0)).hasMessageContaining("a blob");
    refused("select '1.5'", row -> row.asDouble(0)).hasMessageContaining("not a number");
    refused("select x'61'", row -> row.asText(0)).hasMessageContaining("not text");
    refused("select 1", row -> row.asBytes(0)).hasMessageContaining("not a blob");
    refused("select 2", row -> row.asBoolean(0)).hasMessageContaining("neither 0 nor 1");
    refused("select x'00'", row -> row.value(0, UUID.class)).hasMessageContaining("a blob");
    refused("select 0", row -> row.value(0, Instant.class)).hasMessageContaining("an integer");
    refused("select 1.5", row -> row.value(0, BigDecimal.class)).hasMessageContaining("real");
  }

  @Test
  void numbersWithoutLimitsAreReadFromIntegersToo() {
    assertThat(of("select 12", row -> row.value(0, BigDecimal.class)))
        .isEqualTo(new BigDecimal(12));
    assertThat(of("select 12", row -> row.value(0, BigInteger.class)))
        .isEqualTo(BigInteger.valueOf(12));
  }

  @Test
  void nullIsRefusedWhereNothingStandsForIt() {
    refused("select null as a", row -> row.asLong(0))
        .hasMessageContaining("Column 0 (a) holds NULL")
        .hasMessageContaining("ask isNull first");
    refused("select null", row -> row.asInt(0)).hasMessageContaining("NULL");
    refused("select null", row -> row.asDouble(0)).hasMessageContaining("NULL");
    refused("select null", row -> row.asBoolean(0)).hasMessageContaining("NULL");
    assertThat(of("select null", row -> row.asText(0) == null)).isEqualTo(true);
    assertThat(of("select null", row -> row.asBytes(0) == null)).isEqualTo(true);
    assertThat(of("select null", row -> row.value(0, Long.class) == null)).isEqualTo(true);
    assertThat(of("select null", row -> row.value(0, long.class) == null)).isEqualTo(true);
    assertThat(of("select null", row -> row.value(0, Object.class) == null)).isEqualTo(true);
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    refused("select 1 << 40", row -> row.asInt(0)).hasMessageContaining("does not fit an int");
    refused("select -1 << 31 << 1", row -> row.value(0, Integer.class)).hasMessageContaining("int");
    refused("select 32768", row -> row.value(0, Short.class)).hasMessageContaining("a short");
    refused("select -129", row -> row.value(0, Byte.class)).hasMessageContaining("a byte");
    refused("select 'ab'", row -> row.value(0, Character.class)).hasMessageContaining("character");
    refused("select ''", row -> row.value(0, Character.class)).hasMessageContaining("character");
    refused("select '😀'", row -> row.value(0, Character.class)).hasMessageContaining("character");
  }

  @Test
  void textThatIsNoSuchValueIsRefusedWithoutBeingShown() {
    for (Class<?> type :
        List.of(
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Duration.class,
            BigDecimal.class,
            BigInteger.class,
            TimeUnit.class)) {
      refused("select 'no' || '-such' as a", row -> row.value(0, type))
          .hasMessageContaining("Column 0 (a) holds text that is not a")
          .hasNoCause()
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("no-such"));
    }
    refused("select '1-1-1-1-1'", row -> row.value(0, UUID.class)).hasMessageContaining("UUID");
  }

  @Test
  void timesAreReadFromEveryUsualForm() {
    Instant expected = Instant.parse("2026-11-20T10:00:00Z");
    for (String text :
        List.of(
            "2026-11-20T10:00:00Z",
            "2026-11-20 10:00:00",
            "2026-11-20T10:00",
            "2026-11-20T11:00:00+01:00",
            "2026-11-20 10:00:00.000",
            "2026-11-20T10:00:00.000000Z")) {
      assertThat(of("select '" + text + "'", row -> row.value(0, Instant.class)))
          .isEqualTo(expected);
    }
    refused("select '2026-11-20'", row -> row.value(0, Instant.class)).hasMessageContaining("time");
    refused("select '2026-02-30T10:00:00Z'", row -> row.value(0, Instant.class))
        .hasMessageContaining("time");
  }

  @Test
  void numbersAreWrittenOutAsText() {
    assertThat(of("select 12", row -> row.asText(0))).isEqualTo("12");
    assertThat(of("select 1.5", row -> row.asText(0))).isEqualTo("1.5");
  }

  @Test
  void malformedUtf8DoesNoHarm() {
    assertThat(of("select cast(x'61ff62' as text)", row -> row.asText(0))).isEqualTo("a\ufffdb");
  }

  @Test
  void anUnknownColumnIsRefusedWithThoseThatThereAre() {
    refused("select 1 as a, 2 as b", row -> row.asLong("c"))
        .hasMessageContaining("no column \"c\"; the result has [a, b]");
    refused("select 1 as a, 2 as A", row -> row.asLong("a"))
        .hasMessageContaining("Several columns have the name \"a\"");
    refused("select 1", row -> row.asLong(1)).hasMessageContaining("no column 1");
    refused("select 1", row -> row.asLong(-1)).hasMessageContaining("no column -1");
    refused("select 1", row -> row.isNull(7)).hasMessageContaining("no column 7");
  }

  @Test
  void aNegativeColumnIsRefusedBeforeAndAfterOthers() {
    assertThatThrownBy(() ->
            of(
                "select 1",
                row -> {
                  row.asLong(0);
                  return row.asLong(-1);
                }))
        .hasMessageContaining("no column -1");
  }

  @Test
  void aRowThatIsKeptFailsWithASentence() {
    List<Row> kept = new ArrayList<>();
    db.read(tx -> {
      tx.query("values (1), (2)").map(kept::add).list();
      for (Row row : kept) {
        assertGone(row::columns);
        assertGone(() -> row.asLong(0));
        assertGone(() -> row.asInt(0));
        assertGone(() -> row.asDouble(0));
        assertGone(() -> row.asBoolean(0));
        assertGone(() -> row.asText(0));
        assertGone(() -> row.asBytes(0));
        assertGone(() -> row.isNull(0));
        assertGone(() -> row.type(0));
        assertGone(() -> row.name(0));
        assertGone(() -> row.column("column1"));
        assertGone(() -> row.value(0, Long.class));
        assertGone(() -> row.asLong("column1"));
      }
      return null;
    });
    assertGone(() -> kept.getFirst().asLong(0));
  }

  private static void assertGone(Runnable use) {
    assertThatThrownBy(use::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The row is gone: take its values inside the mapper");
  }

  @Test
  void anotherThreadCannotReadIt() {
    assertThatThrownBy(() ->
            db.<Long>read(tx ->
                tx.query("select 1")
                    .map(row -> CompletableFuture.supplyAsync(() -> row.asLong(0)).join())
                    .one()))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("A row works only on the thread of its block");
  }

  @Test
  void longAndWideTextComesWhole() {
    String text = "ß€😀a\0".repeat(50_000);
    assertThat(db.<String>read(tx -> tx.query("select ?", text).asText().one())).isEqualTo(text);
  }

  @Test
  void aDatabaseInUtf16GivesTheSameTexts() {
    var utf16 =
        DatabaseOptions.defaults().onConnection(c -> c.execute("pragma encoding = 'UTF-16'"));
    try (var other = Database.inMemory(utf16)) {
      String text = "aß€😀";
      other.write(tx -> {
        tx.execute("create table t(a)");
        tx.execute("insert into t values (?)", text);
      });
      other.read(tx -> {
        assertThat(tx.query("pragma encoding").asText().one()).startsWith("UTF-16");
        assertThat(tx.query("select a from t").asText().one()).isEqualTo(text);
        assertThat(tx.query("select a from t where a = ?", text).asText().one()).isEqualTo(text);
        return null;
      });
    }
  }
}
