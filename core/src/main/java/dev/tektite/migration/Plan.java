package dev.tektite.migration;

import dev.tektite.sql.ReadTx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is to be done with one database, and what stands against it.
///
/// *Immutable.*
final class Plan {
  private final Migrations migrations;
  private final List<AppliedStep> applied;
  private final List<AppliedStep> adopted;
  private final List<Step> pending;
  private final List<Step> undone;
  private final List<String> problems;

  private Plan(
      Migrations migrations,
      List<AppliedStep> applied,
      List<AppliedStep> adopted,
      List<String> problems) {
    this.migrations = migrations;
    this.applied = applied;
    this.adopted = adopted;
    Version current = current();
    boolean back = migrations.goesDown() && current.isAfter(migrations.target());
    this.pending = back ? List.of() : Chain.pending(migrations, current);
    this.undone = back ? Chain.undone(migrations, applied) : List.of();
    this.problems = List.copyOf(problems);
  }

  /// Makes the plan for the database as a transaction sees it.
  static Plan of(Migrations migrations, ReadTx tx) {
    List<AppliedStep> history = History.read(tx);
    List<String> problems = new ArrayList<>();
    List<AppliedStep> adopted =
        history.isEmpty() && !migrations.isEmpty() ? adopted(migrations, tx, problems) : List.of();
    List<AppliedStep> applied = history.isEmpty() ? adopted : history;
    if (problems.isEmpty()) {
      problems.addAll(new Validation(migrations, applied).problems());
    }
    return new Plan(migrations, applied, adopted, problems);
  }

  private static List<AppliedStep> adopted(
      Migrations migrations, ReadTx tx, List<String> problems) {
    List<String> tables = Catalog.ownTables(tx);
    Adoption adoption = migrations.adopting();
    Version version = adoption == null ? null : adoption.version(tx);
    if (version == null) {
      if (!tables.isEmpty()) {
        problems.add(
            "it has tables (%s) but no history of steps: say by Migrations.adopting which version it has, or name another file"
                .formatted(some(tables)));
      }
      return List.of();
    }
    if (migrations.steps().stream().noneMatch(step -> step.version().equals(version))) {
      problems.add(
          "it is to be adopted at version %s, to which no step leads (the steps lead to %s)"
              .formatted(version, some(migrations.steps().stream().map(Step::version).toList())));
      return List.of();
    }
    Instant now = Instant.now();
    return Chain.fresh(migrations, version).stream()
        .map(step -> History.entry(migrations, step, now, Duration.ZERO, true))
        .toList();
  }

  private static String some(List<?> things) {
    String shown = String.join(", ", things.stream().limit(5).map(String::valueOf).toList());
    return things.size() > 5 ? shown + ", …" : shown;
  }

  private Version current() {
    return newest(applied);
  }

  /// The newest version of some steps.
  static Version newest(List<AppliedStep> steps) {
    Version newest = Version.NONE;
    for (AppliedStep step : steps) {
      newest = step.version().isAfter(newest) ? step.version() : newest;
    }
    return newest;
  }

  /// The version that the database has, without what it is to be adopted at.
  Version start() {
    return adopted.isEmpty() ? current() : Version.NONE;
  }

  /// Steps to be recorded without being run.
  List<AppliedStep> adopted() {
    return adopted;
  }

  /// Steps to be run, in order.
  List<Step> pending() {
    return pending;
  }

  /// Steps to be undone, in order.
  List<Step> undone() {
    return undone;
  }

  /// What stands against it, one sentence for each.
  List<String> problems() {
    return problems;
  }

  /// Whether nothing is to be written.
  boolean isEmpty() {
    return adopted.isEmpty() && pending.isEmpty() && undone.isEmpty();
  }

  MigrationStatus status() {
    return new MigrationStatus(current(), migrations.target(), applied, pending, problems);
  }
}
