package dev.tektite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select 1 | select ?",
        "select  1,2.5e3, .5 | select ?,?, ?",
        "select a1 from t2 where x=7 | select a1 from t2 where x=?",
        "select 'it''s', x'00ff', X'ab' | select ?, ?, ?",
        "select max('a') | select max(?)",
        "select 0x1F | select ?",
        "where a = ?1 and b = ?2 | where a = ?1 and b = ?2",
        "where a = :name and b = @b and c = $c | where a = :name and b = @b and c = $c",
        "select \"1 'a'\", [2 'b'], `3` from t | select \"1 'a'\", [2 'b'], `3` from t",
        "select t1.c2 from main.t1 | select t1.c2 from main.t1",
        "select 'never closed | select ?",
      })
  void literalsBecomeQuestionMarks(String sql, String shape) {
    assertThat(SqlShape.of(sql)).isEqualTo(shape);
  }

  @org.junit.jupiter.api.Test
  void longTextsAreCut() {
    assertThat(SqlShape.of("select " + "a, ".repeat(10_000) + "b")).hasSizeBetween(2_000, 2_010);
  }
}
