package dev.tektite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final Database db = Database.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private String text(String sql, Object... arguments) {
    return db.read(tx -> tx.query(sql, arguments).asText().one());
  }

  private String named(String sql, Map<String, ?> arguments) {
    return db.read(tx -> tx.query(sql, arguments).asText().one());
  }

  private String named(String sql, Record arguments) {
    return db.read(tx -> tx.query(sql, arguments).asText().one());
  }

  private AbstractThrowableAssert<?, ?> refused(Runnable query) {
    return assertThatThrownBy(query::run).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- by position ----

  @Test
  void valuesGoToTheParametersInOrder() {
    assertThat(text("select ? || ? || ?", "a", 1, 2L)).isEqualTo("a12");
    assertThat(text("select ?2 || ?1", "a", "b")).isEqualTo("ba");
    assertThat(text("select :x || :y || :x", "a", "b")).isEqualTo("aba");
  }

  @Test
  void theirNumberMustMatch() {
    refused(() -> text("select ? || ?", "a"))
        .hasMessageContaining("1 values were given for 2 parameters")
        .hasMessageContaining("select ? || ?");
    refused(() -> text("select ?", "a", "b")).hasMessageContaining("2 values");
    refused(() -> text("select 1", "a")).hasMessageContaining("for 0 parameters");
    refused(() -> text("select ?")).hasMessageContaining("0 values");
  }

  @Test
  void aLoneNullIsOneValue() {
    assertThat(text("select coalesce(?, 'none')", (Object[]) null)).isEqualTo("none");
    assertThat(text("select coalesce(?, 'none')", (Object) null)).isEqualTo("none");
  }

  @Test
  void theArrayOfTheCallerStaysAsItIs() {
    Object[] given = {Instant.EPOCH, "a"};
    text("select ? || ?", given);
    assertThat(given).containsExactly(Instant.EPOCH, "a");
  }

  @Test
  void arraysOfANarrowerTypeWork() {
    assertThat(text("select ? || ?", (Object[]) new LocalDate[] {LocalDate.EPOCH, LocalDate.EPOCH}))
        .isEqualTo("1970-01-011970-01-01");
  }

  @Test
  void aTypeThatCannotBeStoredIsNamedWithItsPlace() {
    refused(() -> text("select ? || ?", 1, ZonedDateTime.now(ZoneOffset.UTC)))
        .hasMessageContaining("Parameter 2 (ZonedDateTime) cannot be stored")
        .hasMessageContaining(
            "java.time.ZonedDateTime is not among the types that can be stored: Long")
        .hasMessageContaining("Instant");
    refused(() -> text("select ?", List.of(1, 2))).hasMessageContaining("json_each(?)");
    refused(() -> text("select ?", new int[1])).hasMessageContaining("int[]");
    refused(() -> text("select ?", new Object())).hasMessageContaining("java.lang.Object");
  }

  @Test
  void valuesBeyondTheirFormAreRefused() {
    refused(() -> text("select ?", Instant.MAX)).hasMessageContaining("Parameter 1 (Instant)");
    refused(() -> text("select ?", Instant.MIN)).hasMessageContaining("0000 to 9999");
    refused(() -> text("select ?", LocalDate.of(10_000, 1, 1))).hasMessageContaining("LocalDate");
    refused(() -> text("select ?", LocalDate.of(-1, 1, 1))).hasMessageContaining("LocalDate");
    refused(() -> text("select ?", Double.NaN)).hasMessageContaining("NaN");
    refused(() -> text("select ?", Float.NaN)).hasMessageContaining("NaN");
    refused(() -> text("select ?", "a\ud800b")).hasMessageContaining("half of a surrogate pair");
    refused(() -> text("select ?", '\udc00')).hasMessageContaining("half of a surrogate pair");
  }

  @Test
  void noMessageShowsTheValues() {
    refused(() -> text("select ?, ?", "secret", List.of("secret")))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    refused(() -> text("select ?", "secret\ud800"))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    refused(() -> named("select :a", Map.of("b", "secret")))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
  }

  // ---- by name, from a map ----

  @Test
  void aMapGivesValuesByNameWhateverThePrefix() {
    assertThat(named("select :a || @b || $c || :a", Map.of("a", 1, "b", 2, "c", 3)))
        .isEqualTo("1231");
    assertThat(named("select :a || @a", Map.of("a", 1))).isEqualTo("11");
    assertThat(named("select :at", Map.of("at", LocalDate.EPOCH))).isEqualTo("1970-01-01");
  }

  @Test
  void aNullInAMapIsNull() {
    Map<String, String> arguments = new HashMap<>();
    arguments.put("a", null);
    assertThat(named("select coalesce(:a, 'none')", arguments)).isEqualTo("none");
  }

  @Test
  void anUnknownNameIsRefused() {
    refused(() -> named("select :a", Map.of("a", 1, "b", 2)))
        .hasMessageContaining("no parameter for b of the map; there are [a]");
    refused(() -> named("select 1", Map.of("a", 1))).hasMessageContaining("no parameter for a");
  }

  @Test
  void aMissingNameIsRefused() {
    refused(() -> named("select :a || :b", Map.of("a", 1)))
        .hasMessageContaining("no value for the parameter b; the map has [a]");
    refused(() -> named("select :a", Map.of("A", 1))).hasMessageContaining("parameter a");
    refused(() -> named("select :a", Map.of(":a", 1))).hasMessageContaining("[:a]");
  }

  @Test
  void namesAndQuestionMarksDoNotMix() {
    refused(() -> named("select :a || ?", Map.of("a", 1)))
        .hasMessageContaining("Parameter 2 has no name");
    refused(() -> named("select ?1", Map.of("1", 1))).hasMessageContaining("Parameter 1");
    refused(() -> named("select ?", new Owner("Ada"))).hasMessageContaining("Parameter 1");
  }

  @Test
  void anEmptyMapFitsAStatementWithoutParameters() {
    assertThat(named("select 'x'", Collections.emptyMap())).isEqualTo("x");
  }

  // ---- by name, from a record ----

  record Owner(String fullName) {}

  private record Hidden(String a, Object unused) {}

  @Test
  void aRecordGivesItsComponentsByNameWithOrWithoutUnderscores() {
    assertThat(named("select :fullName || :full_name || @FULLNAME", new Owner("Ada")))
        .isEqualTo("AdaAdaAda");
  }

  @Test
  void componentsThatTheStatementDoesNotNameArePassedOver() {
    assertThat(named("select :a", new Hidden("x", new Object()))).isEqualTo("x");
  }

  @Test
  void aParameterWithoutAComponentIsRefused() {
    refused(() -> named("select :fullName || :b", new Owner("Ada")))
        .hasMessageContaining("Owner has no component for the parameter b; it has [fullName]");
  }

  @Test
  void aRecordForAStatementWithoutParametersIsAMistake() {
    refused(() -> named("select 1", new Owner("Ada"))).hasMessageContaining("no parameters");
  }

  record Stubborn(String a) {
    @Override
    public String a() {
      throw new UnsupportedOperationException("stubborn");
    }
  }

  @Test
  void whatAnAccessorThrowsPassesOnUnchanged() {
    assertThatThrownBy(() -> named("select :a", new Stubborn("x")))
        .isExactlyInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aHundredThousandParametersAreRefusedClearly() {
    String sql = "select " + "?,".repeat(99_999) + "?";
    assertThatThrownBy(() -> text(sql, new Object[100_000]))
        .hasMessageContaining("too many")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1_000));
  }
}
