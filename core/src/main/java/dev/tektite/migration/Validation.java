package dev.tektite.migration;

import dev.tektite.migration.Step.Kind;
import java.util.ArrayList;
import java.util.List;

/// Whether the steps of the application and those that a database has had fit together.
///
/// *One thread at a time.*
final class Validation {
  private final Migrations migrations;
  private final List<AppliedStep> applied;
  private final Version current;
  private final List<String> problems = new ArrayList<>();

  Validation(Migrations migrations, List<AppliedStep> applied) {
    this.migrations = migrations;
    this.applied = applied;
    this.current = Plan.newest(applied);
  }

  /// What does not fit, one sentence for each.
  List<String> problems() {
    if (!migrations.isEmpty()) {
      refuseOtherApplication();
      refuseNewerDatabase();
      applied.forEach(this::compare);
      refuseLateSteps();
      if (migrations.goesDown() && current.isAfter(migrations.target())) {
        refuseOneWaySteps();
      } else {
        refuseBeyondTarget();
        refuseGaps();
      }
    }
    return problems;
  }

  private void refuseOtherApplication() {
    String mine = migrations.application();
    applied.stream()
        .map(AppliedStep::application)
        .filter(other -> mine != null && other != null && !other.equals(mine))
        .findFirst()
        .ifPresent(other ->
            problems.add("it belongs to the application %s, not to %s".formatted(other, mine)));
  }

  private Version newestKnown() {
    return migrations.steps().getLast().version();
  }

  private void refuseNewerDatabase() {
    List<String> unknown =
        applied.stream()
            .filter(step -> step.version().isAfter(newestKnown()))
            .map(AppliedStep::toString)
            .toList();
    if (!unknown.isEmpty()) {
      problems.add(
          "it is newer than the application, which knows the steps up to %s and not %s: run a newer release of the application"
              .formatted(newestKnown(), String.join(", ", unknown)));
    }
  }

  private void compare(AppliedStep was) {
    if (was.version().isAfter(newestKnown())) {
      return; // told above
    }
    Step is = Chain.find(migrations, was);
    if (is == null) {
      if (!isInBaseline(was.version())) {
        problems.add(
            "it has had the step %s, which is missing from the application: put it back"
                .formatted(was));
      }
    } else if (differs(was, is) && !(is.kind() != was.kind() && isInBaseline(was.version()))) {
      problems.add(changed(was, is));
    }
  }

  /// Whether the application has put a version, and all before it, into a baseline.
  private boolean isInBaseline(Version version) {
    return migrations.steps().stream()
        .anyMatch(step -> step.kind() == Kind.BASELINE && !version.isAfter(step.version()));
  }

  private static boolean differs(AppliedStep was, Step is) {
    String before = was.checksum();
    String now = is.checksum();
    return before == null || now == null ? before != now : !before.equals(now);
  }

  private static String changed(AppliedStep was, Step is) {
    String before = was.script();
    String now = is.script();
    String how;
    if (was.checksum() == null) {
      how = "it was written in Java and is a script";
    } else if (now == null) {
      how = "it was a script and is written in Java";
    } else if (before == null) {
      how = "its checksum was %s and is %s".formatted(was.checksum(), is.checksum());
    } else {
      how = ScriptText.difference(before, now);
    }
    return "the step %s has changed since it was run on %s: %s; put the former text back, and change the schema by a new step"
        .formatted(was, was.appliedAt(), how);
  }

  /// A step that is older than what the database has had will never be run.
  private void refuseLateSteps() {
    for (Step step : migrations.steps()) {
      if (step.kind() == Kind.INCREMENTAL
          && current.isAfter(step.version())
          && !wasRun(step.version())) {
        problems.add(
            "the step %s came too late: the database has had %s already; give the step a version after that"
                .formatted(step, current));
      }
    }
  }

  private boolean wasRun(Version version) {
    return applied.stream()
        .anyMatch(was ->
            was.version().equals(version)
                || (was.kind() == Kind.BASELINE && was.version().isAfter(version)));
  }

  private void refuseOneWaySteps() {
    for (AppliedStep was : applied) {
      if (was.version().isAfter(migrations.target())) {
        Step step = Chain.find(migrations, was);
        if (step != null && !step.hasDown()) {
          problems.add("the step %s has no down step".formatted(step));
        }
      }
    }
  }

  private void refuseBeyondTarget() {
    if (current.isAfter(migrations.target()) && !current.isAfter(newestKnown())) {
      problems.add(
          "it has version %s, beyond %s: only Migrations.downTo goes back"
              .formatted(current, migrations.target()));
    }
  }

  /// A step may need a version that the steps before it do not reach; and a baseline may stand for
  /// steps that the application has no more.
  private void refuseGaps() {
    Version reached = current;
    for (Step step : Chain.pending(migrations, current)) {
      Version from = step.from();
      if (from != null && step.kind() == Kind.INCREMENTAL && from.isAfter(reached)) {
        problems.add(
            "the step %s starts from %s, but the database would only be at %s"
                .formatted(step, from, reached));
      }
      reached = step.version();
    }
    Step baseline = Chain.baseline(migrations, migrations.target());
    if (!current.equals(Version.NONE) && baseline != null && hasGapBefore(baseline)) {
      problems.add(
          "it has version %s, and the application has no steps from there to its baseline %s: run an older release of the application first"
              .formatted(current, baseline.version()));
    }
  }

  private boolean hasGapBefore(Step baseline) {
    return baseline.version().isAfter(current)
        && migrations.steps().stream()
            .noneMatch(step ->
                step.kind() == Kind.INCREMENTAL && step.version().equals(baseline.version()));
  }
}
