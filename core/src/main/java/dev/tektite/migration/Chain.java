package dev.tektite.migration;

import dev.tektite.migration.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which steps lead from one version to another.
final class Chain {
  private Chain() {}

  /// The steps that a database has not had.
  ///
  /// @param current what it has, [Version#NONE] for a new one
  static List<Step> pending(Migrations migrations, Version current) {
    return current.equals(Version.NONE)
        ? fresh(migrations, migrations.target())
        : after(migrations, current, migrations.target());
  }

  /// The steps of a new database: the newest baseline, and what follows it.
  static List<Step> fresh(Migrations migrations, Version target) {
    Step baseline = baseline(migrations, target);
    List<Step> steps = new ArrayList<>();
    if (baseline != null) {
      steps.add(baseline);
    }
    steps.addAll(after(migrations, baseline == null ? Version.NONE : baseline.version(), target));
    return steps;
  }

  private static List<Step> after(Migrations migrations, Version current, Version target) {
    return migrations.steps().stream()
        .filter(step -> step.kind() == Kind.INCREMENTAL)
        .filter(step -> step.version().isAfter(current) && !step.version().isAfter(target))
        .toList();
  }

  /// The newest baseline that does not lead beyond a version.
  static @Nullable Step baseline(Migrations migrations, Version most) {
    return migrations.steps().stream()
        .filter(step -> step.kind() == Kind.BASELINE && !step.version().isAfter(most))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /// The steps above the target, the newest first, as far as they are known.
  static List<Step> undone(Migrations migrations, List<AppliedStep> applied) {
    return applied.stream()
        .filter(step -> step.version().isAfter(migrations.target()))
        .map(step -> find(migrations, step))
        .filter(step -> step != null)
        .sorted((a, b) -> b.version().compareTo(a.version()))
        .toList();
  }

  /// The step of the application that a database has had: of the same kind, or the only one that
  /// leads to that version.
  static @Nullable Step find(Migrations migrations, AppliedStep applied) {
    Step found = null;
    for (Step step : migrations.steps()) {
      if (step.version().equals(applied.version())
          && (found == null || step.kind() == applied.kind())) {
        found = step;
      }
    }
    return found;
  }
}
