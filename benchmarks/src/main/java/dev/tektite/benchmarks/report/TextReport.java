package dev.tektite.benchmarks.report;

import dev.tektite.benchmarks.suite.CaseResult;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Measure;
import dev.tektite.benchmarks.suite.Plan;
import dev.tektite.benchmarks.suite.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is printed above and below the lines of the cases.
public final class TextReport {

  private TextReport() {}

  /// The facts about machine, flush and rounds.
  public static String head(Machine machine, Plan plan) {
    List<String> lines = new ArrayList<>();
    machine.facts().forEach((name, fact) -> lines.add(name + ": " + fact));
    lines.add(
        String.format(
            Locale.ROOT,
            "one fsync: %s (4 KiB appended; by fdatasync: %s; overwritten, by fdatasync: %s; medians of %d)",
            Units.time((double) machine.sync().nanos()),
            Units.time((double) machine.sync().extra("fdatasync")),
            Units.time((double) machine.sync().extra("overwrite")),
            machine.sync().operations()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d rounds, in each of them %d ms for each contender in turn (%d ms where commits are flushed); medians;"
                + " vs_ = how many times faster than",
            plan.rounds(),
            plan.turn().toMillis(),
            plan.durableTurn().toMillis()));
    lines.add("");
    return String.join("\n", lines);
  }

  /// What one must know to read the lines, and which targets were missed.
  public static String foot(List<CaseResult> results) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add("peer's pool, the better of 1 and 8 connections: " + pools(results));
    results.stream()
        .filter(result -> result.what().measure() == Measure.P99)
        .forEach(result -> lines.add(writesOf(result)));
    results.stream()
        .filter(result -> result.what().measure() == Measure.SHARE)
        .forEach(result -> lines.add(partsOf(result)));
    results.stream()
        .filter(CaseResult::isDisturbed)
        .forEach(result -> lines.add(disturbance(result)));
    List<String> misses = results.stream().flatMap(result -> result.misses().stream()).toList();
    lines.add(misses.isEmpty() ? "every target was reached" : "not reached:");
    misses.forEach(miss -> lines.add("  " + miss));
    return String.join("\n", lines);
  }

  private static String disturbance(CaseResult result) {
    return String.format(
        "the disk changed its pace during %s (one fsync: %s to %s): run it again when it has recovered",
        result.what().name(),
        Units.time(Collections.min(result.flushes())),
        Units.time(Collections.max(result.flushes())));
  }

  private static String pools(List<CaseResult> results) {
    String eights =
        results.stream()
            .filter(TextReport::hasEight)
            .map(result -> result.what().name())
            .collect(Collectors.joining(", "));
    return eights.isEmpty() ? "1" : "1, but 8 for " + eights;
  }

  private static boolean hasEight(CaseResult result) {
    Figures peer = result.figures().get(Contender.PEER);
    return peer != null && peer.pool() == 8;
  }

  private static String partsOf(CaseResult result) {
    Figures own = result.figures().get(Contender.TEKTITE);
    return own == null
        ? result.what().name()
        : own.extraNames().stream()
            .filter(name -> !name.equals("share"))
            .map(name -> name + "=" + Math.round(own.medianExtra(name)))
            .collect(Collectors.joining("  ", "parts of " + result.what().name() + ": ", ""));
  }

  private static String writesOf(CaseResult result) {
    return result.figures().entrySet().stream()
        .map(one -> one.getKey().title() + "=" + Units.rate(one.getValue().medianExtra("writes")))
        .collect(Collectors.joining("  ", "writes during " + result.what().name() + ": ", ""));
  }
}
