package dev.tektite.bulk;

/// What became of the rows of a bulk insert.
///
/// *Immutable.*
///
/// @param rows how many were given
/// @param changed how many rows of the table were inserted or updated; fewer where rows were
///   ignored
public record BulkResult(long rows, long changed) {

  BulkResult plus(BulkResult other) {
    return new BulkResult(rows + other.rows, changed + other.changed);
  }
}
