package dev.tektite.probe;

import dev.tektite.observe.StatementProfile;
import java.time.Duration;

/// What a statement has cost, added up.
///
/// *One thread at a time:* whoever adds to it.
final class StatementCost {
  final String sql;

  // All fields: only by whoever adds to it.
  long calls;
  long nanos;
  long longest;
  long rowsReturned;
  long rowsChanged;
  long rowsScanned;
  long sorts;
  long autoIndexRows;
  long steps;

  StatementCost(String sql) {
    this.sql = sql;
  }

  /// Adds the duration of a use.
  void time(long used) {
    nanos += used;
    longest = Math.max(longest, used);
  }

  void add(StatementCost other) {
    calls += other.calls;
    nanos += other.nanos;
    longest = Math.max(longest, other.longest);
    rowsReturned += other.rowsReturned;
    rowsChanged += other.rowsChanged;
    rowsScanned += other.rowsScanned;
    sorts += other.sorts;
    autoIndexRows += other.autoIndexRows;
    steps += other.steps;
  }

  StatementProfile profile() {
    return new StatementProfile(
        sql,
        calls,
        Duration.ofNanos(nanos),
        Duration.ofNanos(longest),
        rowsReturned,
        rowsChanged,
        rowsScanned,
        sorts,
        autoIndexRows,
        steps);
  }
}
