package dev.tektite.examples.demo;

import dev.tektite.sql.ReadTx;
import java.util.List;

/// SQLite's own checks of a whole database.
final class Integrity {
  private Integrity() {}

  /// @return `ok`, or the first thing that is wrong
  static String of(ReadTx tx) {
    String pages = String.valueOf(tx.query("pragma integrity_check(1)").asText().one());
    if (!pages.equals("ok")) {
      return pages;
    }
    List<String> orphans =
        tx.query("pragma foreign_key_check")
            .map(row -> "a row of %s without its parent".formatted(row.asText(0)))
            .list();
    return orphans.isEmpty() ? "ok" : orphans.getFirst();
  }
}
