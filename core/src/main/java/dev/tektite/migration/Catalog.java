package dev.tektite.migration;

import dev.tektite.sql.ReadTx;
import java.util.List;
import java.util.Locale;

/// Questions about what stands in the schema of the main database.
final class Catalog {
  private static final String OURS = "tektite_";

  private Catalog() {}

  static boolean hasTable(ReadTx tx, String name) {
    return tx.query(
                "select 1 from main.sqlite_schema where type in ('table', 'view')"
                    + " and name = ? collate nocase",
                name)
            .asLong()
            .first()
        != null;
  }

  /// The tables that are neither SQLite's nor this library's.
  static List<String> ownTables(ReadTx tx) {
    return tx
        .query("select name from main.sqlite_schema where type = 'table' order by name")
        .into(String.class)
        .list()
        .stream()
        .filter(name -> !name.startsWith(OURS) && !isInternal(name))
        .toList();
  }

  /// Whether a name is one of SQLite's own.
  static boolean isInternal(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("sqlite_");
  }
}
