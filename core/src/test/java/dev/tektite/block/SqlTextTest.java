package dev.tektite.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pragma user_version",
        "PRAGMA user_version",
        " \n\tpragma x",
        "-- a comment\npragma x",
        "/* pragma */ /**/ Pragma x",
        ";; pragma x",
        "\ufeffpragma x",
      })
  void pragmasAreFoundBehindBlanksAndComments(String sql) {
    assertThat(SqlText.isPragma(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "select 1",
        "  select 'pragma'",
        "-- pragma",
        "-- pragma\nselect 1",
        "/* pragma",
        "/* pragma */ select 1",
        "prag",
        "- pragma",
        "/ pragma",
      })
  void otherStatementsAreNoPragmas(String sql) {
    assertThat(SqlText.isPragma(sql)).isFalse();
  }
}
