package dev.tektite.migration;

import dev.tektite.sql.ReadTx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that point to rows that are not there.
final class ForeignKeys {
  private static final int MOST = 10;

  private ForeignKeys() {}

  /// The first ten, one phrase for each; empty if every row has what it points to.
  static List<String> violations(ReadTx tx) {
    return tx
        .query("pragma foreign_key_check")
        .map(row -> phrase(String.valueOf(row.asText(0)), row.asText(1), row.asText(2)))
        .stream(rows -> rows.limit(MOST).toList());
  }

  private static String phrase(String table, @Nullable String rowid, @Nullable String parent) {
    return rowid == null
        ? "a row of %s points to a row of %s that is not there".formatted(table, parent)
        : "row %s of %s points to a row of %s that is not there".formatted(rowid, table, parent);
  }
}
