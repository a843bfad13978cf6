package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "#, anything",
    "#, any.thing.at.all",
    "sensors.#, sensors",
    "sensors.#, sensors.a.b",
    "temp.*, temp.vienna",
    "a.*.c.#, a.b.c",
    "a.*.c.#, a.b.c.d.e",
    "a.#.secret, a.secret",
    "a.#.secret, a.b.secret",
    "a.#.secret, a.b.c.secret",
    "a.#.c, a.c.b.c",
    "a.#.c, a.c",
    "#.b.#.d.#, a.b.c.d.e",
    "#.b.#.d.#, b.d",
    "#.a, a",
    "#.a, x.y.a",
    "*, one",
    "a.*.#.b, a.x.b",
    "a..b, a..b",
    "a.*.b, a..b",
    "sensors*, sensors*",
    "temp::*, temp::*",
  })
  void topicsThatMatch(String pattern, String name) {
    assertThat(NamePattern.topic(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "sensors.*, sensors.secret.deep",
    "sensors.*, Sensors.temp",
    "sensors.*, sensors",
    "sensors.#, sensors_extra.x",
    "sensors.#, Sensors.a",
    "temp.*, temp",
    "a.#.secret, a.public",
    "a.#.secret, a.secret.tail",
    "a.*.c.#, a.c",
    "*, two.segments",
    "#.a, a.b",
    "sensors*, sensorsx",
    "temp::*, temp::vienna",
    "a.*, a/b",
    "test_record, testXrecord",
    "a.*.#.b, a.b",
  })
  void topicsThatDoNotMatch(String pattern, String name) {
    assertThat(NamePattern.topic(pattern).matches(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "sensors.*, sensors.",
    "sensors.#, sensors",
    "a.b.*.d, a.b.",
    "a.#.secret, a.",
    "#, ''",
    "*, ''",
    "*.temp, ''",
    "sensors*, sensors*",
    "a.b, a.b",
  })
  void whatTheNamesOfATopicBeginWith(String pattern, String prefix) {
    assertThat(NamePattern.topic(pattern).prefix()).isEqualTo(prefix);
  }

  @Test
  void whatIsBehindAPrefix() {
    assertThat(NamePattern.behind("sensors.")).isEqualTo("sensors/");
    assertThat(NamePattern.behind("")).isEmpty();
    assertThat(NamePattern.behind("caf\u00e9")).isEqualTo("caf\u00ea");
    assertThat(NamePattern.behind("a\u07ff")).isEqualTo("a\u0800");
    assertThat(NamePattern.behind("a\ud7ff")).isEqualTo("a\ue000");
    assertThat(NamePattern.behind("a\udbff\udfff")).isEqualTo("b");
    assertThat(NamePattern.behind("\udbff\udfff")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "temp*, temperature, true",
    "temp*, TEMP.vienna, true",
    "*, '', true",
    "a*b*c, aXXbYYc, true",
    "a*b*c, abc, true",
    "a*b*c, acb, false",
    "100%, 100%, true",
    "100%, 1000, false",
    "a_b, a_b, true",
    "a_b, axb, false",
    "a\\b, a\\b, true",
    "a?, ab, false",
    "#, a, false",
    "*.temp, roof.temp, true",
    "Ä, ä, false",
  })
  void likePatterns(String pattern, String name, boolean matches) {
    assertThat(NamePattern.like(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "#, a.#, true",
    "#, #, true",
    "a.#, a.*, true",
    "a.#, a, true",
    "a.#, a.b.#, true",
    "a.*, a.b, true",
    "a.*, a.*, true",
    "a.*.c, a.b.c, true",
    "a.#.c, a.*.c, true",
    "a.#.c, a.#.b.#.c, true",
    "*.#, #.*, true",
    "*.#, #.a, true",
    "#.#, #, true",
    "*.#, #, true",
    "a.*, a.#, false",
    "a.*, a, false",
    "a.*, a.b.c, false",
    "a.*, #, false",
    "*.*.#, #, false",
    "a.b, a.*, false",
    "*, #, false",
    "a.#, #.a, false",
    "a.#.c, a.#, false",
    "a.*.c, a.#.c, false",
    "sensors.public.#, sensors.#, false",
    "A.#, a.b, false",
  })
  void grantsOfTopics(String grant, String request, boolean contains) {
    assertThat(NamePattern.topic(grant).contains(NamePattern.topic(request))).isEqualTo(contains);
  }

  @ParameterizedTest
  @CsvSource({
    "*, a*, true",
    "a*, ab*, true",
    "a*, A, true",
    "a*c, ab*c, true",
    "ab*, a*, false",
    "a, a*, false",
    "a*b, a*, false",
  })
  void grantsOfLikePatterns(String grant, String request, boolean contains) {
    assertThat(NamePattern.like(grant).contains(NamePattern.like(request))).isEqualTo(contains);
  }

  @Test
  void grantsAcrossTheKindsAreGivenWhereTheAnswerIsPlain() {
    assertThat(NamePattern.topic("#").contains(NamePattern.like("a*"))).isTrue();
    assertThat(NamePattern.topic("a.#").contains(NamePattern.like("a.b"))).isFalse();
    assertThat(NamePattern.like("*").contains(NamePattern.topic("a.#"))).isTrue();
    assertThat(NamePattern.like("a*").contains(NamePattern.topic("a.b"))).isTrue();
    assertThat(NamePattern.like("a*").contains(NamePattern.topic("a.*"))).isFalse();
  }

  @Test
  void wildcardsAreWholeSegments() {
    assertThat(NamePattern.topic("a.*").isWildcard()).isTrue();
    assertThat(NamePattern.topic("#").isWildcard()).isTrue();
    assertThat(NamePattern.topic("a*.b#").isWildcard()).isFalse();
    assertThat(NamePattern.like("a*").isWildcard()).isTrue();
    assertThat(NamePattern.like("a.#").isWildcard()).isFalse();
  }

  @Test
  void patternsAreValues() {
    assertThat(NamePattern.topic("a.*"))
        .isEqualTo(NamePattern.topic("a.*"))
        .hasSameHashCodeAs(NamePattern.topic("a.*"))
        .isNotEqualTo(NamePattern.like("a.*"))
        .hasToString("a.*");
  }

  @Test
  void emptyAndOverlongPatternsAreRefused() {
    assertThatThrownBy(() -> NamePattern.topic("")).hasMessageContaining("use #");
    assertThatThrownBy(() -> NamePattern.topic("a.".repeat(63) + "a"))
        .hasMessageContaining("63 segments, but it has 64");
  }

  @Test
  void patternsThatWouldBacktrackForEverDoNot() {
    var pattern = NamePattern.topic("#.a.".repeat(15) + "b");
    assertThat(pattern.matches("a.".repeat(5_000) + "c")).isFalse();
    assertThat(NamePattern.like("*a".repeat(50) + "b").matches("a".repeat(5_000))).isFalse();
  }
}
