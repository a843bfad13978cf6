package dev.tektite.observe;

import java.util.List;

/// How a database is, for a probe.
///
/// *Immutable.*
public sealed interface Health {
  /// Why it is not healthy, the serious reasons first; empty if it is.
  List<HealthReason> reasons();

  /// Nothing is wrong.
  ///
  /// *Immutable.*
  record Healthy() implements Health {
    @Override
    public List<HealthReason> reasons() {
      return List.of();
    }
  }

  /// It works, and somebody should look at it.
  ///
  /// *Immutable.*
  ///
  /// @param reasons why, at least one
  record Degraded(List<HealthReason> reasons) implements Health {
    /// Copies the reasons.
    public Degraded {
      reasons = List.copyOf(reasons);
    }
  }

  /// Data is in danger, or nothing can be written.
  ///
  /// *Immutable.*
  ///
  /// @param reasons why, at least one
  record Unhealthy(List<HealthReason> reasons) implements Health {
    /// Copies the reasons.
    public Unhealthy {
      reasons = List.copyOf(reasons);
    }
  }

  /// What some reasons come to.
  static Health of(List<HealthReason> reasons) {
    if (reasons.isEmpty()) {
      return new Healthy();
    }
    List<HealthReason> sorted =
        reasons.stream()
            .sorted((a, b) -> Boolean.compare(b.concern().isSerious(), a.concern().isSerious()))
            .toList();
    return sorted.getFirst().concern().isSerious() ? new Unhealthy(sorted) : new Degraded(sorted);
  }
}
