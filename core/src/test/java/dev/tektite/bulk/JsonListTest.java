package dev.tektite.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tektite.Database;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListTest {
  private static final String FIND =
      "select a from t where a in (select value from json_each(?)) order by a";

  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void numbersAndTextsAreFoundAsTheyAreStored() {
    db.write(tx -> {
      tx.execute("create table t(a)");
      List<Object> all =
          List.of(1, -5L, Long.MAX_VALUE, Long.MIN_VALUE, 0.1, 1e300, 4.9e-324, LocalDate.EPOCH);
      all.forEach(each -> tx.execute("insert into t values (?)", each));
      assertThat(tx.query(FIND, JsonList.of(all)).map(row -> row.value(0, Object.class)).list())
          .hasSize(all.size());
      assertThat(tx.query(FIND, JsonList.of(List.of(1, 1, true))).asLong().list())
          .containsExactly(1L);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "it's",
        "\"",
        "\\",
        "\\u0041",
        "a\nb\tc\r\b\f\u0001\u001f",
        "'); drop table t; --",
        "[1,2]",
        "null",
        "Ünï ✓ 😀",
        "\u2028\u007f",
      })
  void everyTextIsFoundAndNothingElse(String text) {
    db.write(tx -> {
      tx.execute("create table t(a text)");
      tx.execute("insert into t values (?), (? || 'x')", text, text);
      assertThat(tx.query(FIND, JsonList.of(List.of(text))).into(String.class).list())
          .containsExactly(text);
    });
  }

  @Test
  void aListIsLongerThanAllLimitsOfParameters() {
    List<Long> ids = LongStream.rangeClosed(1, 200_000).boxed().toList();
    db.write(tx -> {
      tx.execute("create table t(a integer primary key)");
      tx.executeBatch("insert into t values (?)", ids);
      assertThat(tx.query(FIND, JsonList.of(ids)).asLong().list()).isEqualTo(ids);
      assertThat(tx.query(FIND, JsonList.of(List.of())).asLong().list()).isEmpty();
    });
  }

  @Test
  void whatJsonCannotSayIsRefusedByItsPlaceAndNotShown() {
    for (Object bad :
        new Object[] {new byte[] {1}, Double.NaN, Double.POSITIVE_INFINITY, "secret\0"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JsonList.of(List.of(1, bad)))
          .withMessageStartingWith("Value 2 of the list ")
          .withMessageNotContaining("secret");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonList.of(Arrays.asList(1, 2, null)))
        .withMessageStartingWith("Value 3 of the list is null");
  }
}
