package dev.tektite.benchmarks.suite;

import static dev.tektite.benchmarks.suite.Contender.C;
import static dev.tektite.benchmarks.suite.Contender.PEER;
import static dev.tektite.benchmarks.suite.Contender.TEKTITE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of all contenders in one case. *Immutable.*
///
/// @param what the case
/// @param figures by contender
/// @param flushes what a flush took before each round of a durable case, in nanoseconds; empty for
///   the others
public record CaseResult(
    BenchmarkCase what, Map<Contender, Figures> figures, List<Double> flushes) {

  private static final double PACE_CHANGE = 3;

  public CaseResult {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    flushes = List.copyOf(flushes);
  }

  /// How many times faster Tektite is than the other, or null if one of them took no part.
  public @Nullable Double vs(Contender other) {
    Figures own = figures.get(TEKTITE);
    Figures others = figures.get(other);
    return own == null || others == null
        ? null
        : what.measure().ratio(own.median(), others.median());
  }

  /// Whether the disk changed its pace so much that rounds of this case cannot be compared with one
  /// another.
  public boolean isDisturbed() {
    return !flushes.isEmpty() && Collections.max(flushes) > PACE_CHANGE * Collections.min(flushes);
  }

  /// The line of the report.
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-25s  tektite=%-7s  c=%-7s  peer=%-7s  vs_c=%-5s  vs_peer=%s",
        what.name(),
        shown(TEKTITE),
        shown(C),
        shown(PEER),
        shownRatio(C),
        shownRatio(PEER));
  }

  private String shown(Contender contender) {
    Figures shown = figures.get(contender);
    return shown == null ? "-" : what.measure().format(shown.median());
  }

  private String shownRatio(Contender other) {
    Double ratio = vs(other);
    return ratio == null ? "-" : Units.ratio(ratio);
  }

  /// What was not reached, one sentence each.
  public List<String> misses() {
    List<String> misses = new ArrayList<>();
    addMiss(misses, C, what.targetVsC());
    addMiss(misses, PEER, what.targetVsPeer());
    Figures own = figures.get(TEKTITE);
    if (what.measure() == Measure.BYTES && own != null && own.median() > Suite.MOST_BYTES) {
      misses.add(
          what.name()
              + ": "
              + what.measure().format(own.median())
              + " instead of at most "
              + Math.round(Suite.MOST_BYTES)
              + "B");
    }
    if (what.measure() == Measure.SHARE && own != null && own.median() < Suite.LEAST_SHARE) {
      misses.add(
          what.name()
              + ": "
              + what.measure().format(own.median())
              + " instead of at least "
              + Units.ratio(Suite.LEAST_SHARE));
    }
    return misses;
  }

  private void addMiss(List<String> misses, Contender other, @Nullable Double target) {
    Double ratio = vs(other);
    if (ratio != null && target != null && ratio < target) {
      misses.add(
          what.name()
              + ": vs_"
              + other.title()
              + "="
              + Units.ratio(ratio)
              + " instead of at least "
              + Units.ratio(target));
    }
  }
}
