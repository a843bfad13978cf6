package dev.tektite.sqlite;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds of rules that a schema can have.
///
/// *Immutable.*
public enum ConstraintKind {
  /// `CHECK (…)`.
  CHECK,
  /// `REFERENCES …`, at once or deferred.
  FOREIGN_KEY,
  /// `NOT NULL`.
  NOT_NULL,
  /// `PRIMARY KEY`, a rowid included.
  PRIMARY_KEY,
  /// `UNIQUE`, as a column constraint or as an index.
  UNIQUE,
  /// `RAISE(ABORT …)` and its like in a trigger.
  TRIGGER,
  /// The type of a column of a STRICT table.
  DATATYPE,
  /// What SQLite gives no kind: a commit hook's veto, a virtual table's rule.
  OTHER;

  /// What a message of SQLite names.
  ///
  /// @param kind the kind of the rule
  /// @param table the table, or `null` where it does not say
  /// @param columns the columns, empty where it does not say
  record Parsed(ConstraintKind kind, @Nullable String table, List<String> columns)
      implements Serializable {}

  private static ConstraintKind ofCode(int code) {
    return switch (code >> 8) {
      case 1 -> CHECK;
      case 3 -> FOREIGN_KEY;
      case 5 -> NOT_NULL;
      case 6, 10 -> PRIMARY_KEY;
      case 7 -> TRIGGER;
      case 8 -> UNIQUE;
      case 12 -> DATATYPE;
      default -> OTHER;
    };
  }

  /// Reads `UNIQUE constraint failed: account.owner, account.branch`.
  static Parsed parse(int code, String message) {
    ConstraintKind kind = ofCode(code);
    int colon = message.indexOf("failed: ");
    boolean named = kind == UNIQUE || kind == NOT_NULL || kind == PRIMARY_KEY;
    if (!named || colon < 0) {
      return new Parsed(kind, null, List.of());
    }
    String table = null;
    List<String> columns = new ArrayList<>();
    for (String part : message.substring(colon + "failed: ".length()).split(", ", -1)) {
      int dot = part.indexOf('.');
      if (dot > 0) {
        table = part.substring(0, dot);
        columns.add(part.substring(dot + 1));
      }
    }
    return new Parsed(kind, table, List.copyOf(columns));
  }
}
