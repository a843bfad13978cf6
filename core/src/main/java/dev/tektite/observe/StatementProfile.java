package dev.tektite.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one statement has cost.
///
/// *Immutable.*
///
/// @param sql its text as it was given, with `?` in the place of literals
/// @param calls how often it ran
/// @param time how long it was in use, from its first step until its rows had been dealt with
/// @param longest the longest single use; a batch is one use
/// @param rowsReturned rows that it gave
/// @param rowsChanged rows that it inserted, updated or deleted
/// @param rowsScanned rows that it passed over in scans of whole tables
/// @param sorts sorts that an index could have saved
/// @param autoIndexRows rows put into indexes that SQLite made for one run and threw away
/// @param steps instructions of SQLite's virtual machine
public record StatementProfile(
    String sql,
    long calls,
    Duration time,
    Duration longest,
    long rowsReturned,
    long rowsChanged,
    long rowsScanned,
    long sorts,
    long autoIndexRows,
    long steps) {
  private static final long MANY_ROWS = 1_000;
  private static final long FAR_MORE = 10;

  /// What could make it faster, in words; empty if nothing meets the eye. `db.queryPlan(sql)` shows
  /// how SQLite goes about it.
  public List<String> hints() {
    List<String> hints = new ArrayList<>();
    long each = Math.max(1, calls);
    if (autoIndexRows > 0) {
      hints.add(
          "SQLite makes an index for each run and throws it away (%d rows in all): create a lasting one"
              .formatted(autoIndexRows));
    }
    long used = rowsReturned + rowsChanged;
    if (rowsScanned / each >= MANY_ROWS && rowsScanned >= FAR_MORE * Math.max(used, each)) {
      hints.add(
          "each run scans %d rows and uses %d: an index on what it compares may save the scan"
              .formatted(rowsScanned / each, used / each));
    }
    if (sorts > 0 && rowsReturned / each >= MANY_ROWS) {
      hints.add(
          "each run sorts some %d rows: an index in that order would save it"
              .formatted(rowsReturned / each));
    }
    return List.copyOf(hints);
  }
}
