package dev.tektite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
  @Test
  void quotesInsideAreDoubledAndADotIsPartOfTheName() {
    assertThat(Identifier.quote("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(Identifier.quote("main.users")).isEqualTo("\"main.users\"");
    assertThat(Identifier.of("temp", "a b").quoted()).isEqualTo("\"temp\".\"a b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "users|\"users\"",
        "main.users|\"main\".\"users\"",
        "a\"b|\"a\"\"b\"",
        "\"main.users\"|\"main.users\"",
        "main.\"odd.\"\"name\"|\"main\".\"odd.\"\"name\"",
        "order|\"order\"",
      })
  void aNameIsReadAsItStandsInSql(String text, String quoted) {
    assertThat(Identifier.parse(text).quoted()).isEqualTo(quoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "main.", ".users", "a..b", "a.b.c", "\"a", "\"a\"b", "\"\""})
  void whatIsNoNameIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identifier.parse(text))
        .withMessageContaining("is no name");
  }

  @Test
  void emptyNamesAndNulAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Identifier.quote(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of("a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of("", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Identifier.literal("a\0b"));
  }

  @Test
  void literalsAreInSingleQuotes() {
    assertThat(Identifier.literal("it's")).isEqualTo("'it''s'");
  }
}
