package dev.tektite.observe;

import java.util.Comparator;
import java.util.List;

/// The statements that have cost the most: a picture of one moment.
///
/// *Immutable.*
///
/// @param statements by total time, the costliest first
/// @param forgotten how many statements had to make room for others
public record Profile(List<StatementProfile> statements, long forgotten) {
  /// Copies and sorts the statements.
  public Profile {
    statements =
        statements.stream()
            .sorted(Comparator.comparing(StatementProfile::time).reversed())
            .toList();
  }

  /// The costliest.
  ///
  /// @param most how many at most
  public List<StatementProfile> top(int most) {
    return statements.stream().limit(most).toList();
  }

  /// Those with a hint what could make them faster, the costliest first.
  public List<StatementProfile> suspicious() {
    return statements.stream().filter(statement -> !statement.hints().isEmpty()).toList();
  }
}
