package dev.tektite.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an integrity check has found.
///
/// *Immutable.*
///
/// @param depth how closely it looked
/// @param table the table that it looked at, with its indexes, or `null` for the whole file
/// @param problems what is wrong, in SQLite's words, at most about a hundred lines; empty if
///   nothing is
/// @param at when it ended
/// @param took how long it took
public record IntegrityReport(
    CheckDepth depth, @Nullable String table, List<String> problems, Instant at, Duration took) {
  /// Copies the problems.
  public IntegrityReport {
    problems = List.copyOf(problems);
  }

  /// Whether nothing is wrong.
  public boolean isOk() {
    return problems.isEmpty();
  }
}
