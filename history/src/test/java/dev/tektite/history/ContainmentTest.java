package dev.tektite.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A grant contains a request if, and only if, it matches every name that the request matches:
/// tried on all short names over three segments, of which one occurs in no pattern.
class ContainmentTest {
  private static final int TRIALS = 5_000;
  private static final int LONGEST_PATTERN = 4;
  private static final int LONGEST_NAME = 6;
  private static final String[] SEGMENTS = {"a", "b", "*", "#"};
  private static final List<String> NAMES = names(List.of("a", "b", "other"), ".");
  private static final List<String> TEXTS = names(List.of("a", "b", "x"), "");

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  /// All names of up to six parts.
  private static List<String> names(List<String> parts, String between) {
    List<String> all = new ArrayList<>(parts);
    int from = 0;
    for (int length = 2; length <= LONGEST_NAME; length++) {
      int to = all.size();
      for (int i = from; i < to; i++) {
        for (String part : parts) {
          all.add(all.get(i) + between + part);
        }
      }
      from = to;
    }
    return all;
  }

  private String pattern(String[] parts, String between) {
    int length = 1 + random.nextInt(LONGEST_PATTERN);
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chosen.add(parts[random.nextInt(parts.length)]);
    }
    return String.join(between, chosen);
  }

  private static boolean holds(NamePattern grant, NamePattern request, List<String> names) {
    for (String name : names) {
      if (request.matches(name) && !grant.matches(name)) {
        return false;
      }
    }
    return true;
  }

  private void check(NamePattern grant, NamePattern request, List<String> names) {
    assertThat(grant.contains(request))
        .as("%s contains %s (seed %d)", grant, request, seed)
        .isEqualTo(holds(grant, request, names));
  }

  @Test
  void ofTopicsIsWhatMatchingSays() {
    for (int i = 0; i < TRIALS; i++) {
      check(
          NamePattern.topic(pattern(SEGMENTS, ".")),
          NamePattern.topic(pattern(SEGMENTS, ".")),
          NAMES);
    }
  }

  @Test
  void ofLikePatternsIsWhatMatchingSays() {
    String[] parts = {"a", "b", "*"};
    for (int i = 0; i < TRIALS; i++) {
      check(NamePattern.like(pattern(parts, "")), NamePattern.like(pattern(parts, "")), TEXTS);
    }
  }

  @Test
  void everyPatternContainsItselfAndWhatItMatches() {
    for (int i = 0; i < TRIALS; i++) {
      var grant = NamePattern.topic(pattern(SEGMENTS, "."));
      String name = NAMES.get(random.nextInt(NAMES.size()));
      assertThat(grant.contains(grant)).as("%s (seed %d)", grant, seed).isTrue();
      assertThat(grant.contains(NamePattern.topic(name)))
          .as("%s contains %s (seed %d)", grant, name, seed)
          .isEqualTo(grant.matches(name));
    }
  }

  @Test
  void isTransitive() {
    int chains = 0;
    for (int i = 0; i < 10 * TRIALS; i++) {
      var wide = NamePattern.topic(pattern(SEGMENTS, "."));
      var middle = NamePattern.topic(pattern(SEGMENTS, "."));
      var narrow = NamePattern.topic(pattern(SEGMENTS, "."));
      if (wide.contains(middle) && middle.contains(narrow)) {
        chains++;
        assertThat(wide.contains(narrow))
            .as("%s, %s, %s (seed %d)", wide, middle, narrow, seed)
            .isTrue();
      }
    }
    assertThat(chains).isPositive();
  }

  @Test
  void ofLongPatternsIsDecidedSoon() {
    var grant = NamePattern.topic("#.a.*.".repeat(20) + "#");
    var request = NamePattern.topic("#.a.*.#.".repeat(15) + "b");
    assertThat(grant.contains(request)).isFalse();
  }
}
