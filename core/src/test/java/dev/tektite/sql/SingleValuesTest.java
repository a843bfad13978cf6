package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleValuesTest {
  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private <R> R one(Class<R> type, String sql, Object... arguments) {
    return db.read(tx -> tx.query(sql, arguments).into(type).one());
  }

  @Test
  void aQueryOfOneColumnGoesIntoASingleType() {
    UUID id = UUID.randomUUID();
    assertThat(one(Long.class, "select 1")).isEqualTo(1L);
    assertThat(one(Integer.class, "select 1")).isEqualTo(1);
    assertThat(one(String.class, "select 'x'")).isEqualTo("x");
    assertThat(one(UUID.class, "select ?", id)).isEqualTo(id);
    assertThat(one(Thread.State.class, "select 'BLOCKED'")).isEqualTo(Thread.State.BLOCKED);
    assertThat(one(byte[].class, "select x'0a'")).containsExactly(10);
    assertThat(one(Object.class, "select 1.5")).isEqualTo(1.5);
  }

  @Test
  void primitiveClassesStandForTheirWrappers() {
    assertThat((long) one(long.class, "select 1")).isEqualTo(1);
    assertThat((boolean) one(boolean.class, "select 1")).isTrue();
  }

  @Test
  void eachRowBecomesAValue() {
    List<Integer> numbers =
        db.read(tx -> tx.query("values (1), (2), (3)").into(Integer.class).list());
    assertThat(numbers).containsExactly(1, 2, 3);
  }

  @Test
  void timesOfSqliteItselfAreInUtc() {
    assertThat(one(Instant.class, "select datetime('2026-11-20 10:00:00')"))
        .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
    assertThat(one(Instant.class, "select current_timestamp"))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
  }

  @Test
  void nullIsRefusedSinceNoValueStandsForIt() {
    assertThatThrownBy(() -> one(Instant.class, "select null as at"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Column 0 (at) holds NULL");
    assertThatThrownBy(() -> one(String.class, "select null")).hasMessageContaining("NULL");
    assertThatThrownBy(() -> one(Object.class, "select null")).hasMessageContaining("NULL");
  }

  @Test
  void moreThanOneColumnIsRefused() {
    assertThatThrownBy(() -> one(Long.class, "select 1, 2"))
        .hasMessageContaining("into(Long) needs a result of one column, but there are 2");
  }

  @Test
  void otherTypesAreRefusedWithTheListOfThoseThatWork() {
    assertThatThrownBy(() -> one(ZonedDateTime.class, "select 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.time.ZonedDateTime is not among the types")
        .hasMessageContaining("OffsetDateTime");
    assertThatThrownBy(() -> one(SingleValuesTest.class, "select 1"))
        .hasMessageContaining("Rows go into records or into types that can be stored, but");
    assertThatThrownBy(() -> one(List.class, "select 1")).hasMessageContaining("java.util.List");
    assertThatThrownBy(() -> one(Enum.class, "select 1")).hasMessageContaining("java.lang.Enum");
    assertThatThrownBy(() -> one(void.class, "select 1")).hasMessageContaining("void");
  }
}
