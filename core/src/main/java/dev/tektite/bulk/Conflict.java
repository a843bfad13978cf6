package dev.tektite.bulk;

import static java.util.stream.Collectors.joining;

import dev.tektite.schema.Identifier;
import java.util.List;

/// What is done with a row that is in the table already.
///
/// *Immutable.*
///
/// @param kind in words
/// @param keys by which rows are told apart; only for [Kind#UPDATE]
record Conflict(Kind kind, List<String> keys) {
  enum Kind {
    FAIL,
    REPLACE,
    IGNORE,
    UPDATE
  }

  static Conflict of(Kind kind) {
    return new Conflict(kind, List.of());
  }

  String verb() {
    return switch (kind) {
      case FAIL, UPDATE -> "INSERT INTO ";
      case REPLACE -> "INSERT OR REPLACE INTO ";
      case IGNORE -> "INSERT OR IGNORE INTO ";
    };
  }

  /// What follows the values.
  ///
  /// @param columns those that are inserted
  String clause(List<String> columns) {
    if (kind != Kind.UPDATE) {
      return "";
    }
    String changes =
        columns.stream()
            .filter(column -> !isKey(column))
            .map(Identifier::quote)
            .map(column -> "%s = excluded.%s".formatted(column, column))
            .collect(joining(", "));
    return " ON CONFLICT(%s) DO %s"
        .formatted(
            keys.stream().map(Identifier::quote).collect(joining(", ")),
            changes.isEmpty() ? "NOTHING" : "UPDATE SET " + changes);
  }

  private boolean isKey(String column) {
    return keys.stream().anyMatch(column::equalsIgnoreCase);
  }
}
