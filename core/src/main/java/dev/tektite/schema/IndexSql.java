package dev.tektite.schema;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the statement that created an index says, and SQLite does not tell otherwise: its
/// expressions and its condition.
///
/// *Immutable.*
///
/// @param parts the parts of the key as SQL, without collation and direction
/// @param where the condition of a partial index as it was written, or `null`
record IndexSql(List<String> parts, @Nullable String where) {
  private static final Set<String> DIRECTIONS = Set.of("asc", "desc");

  /// Reads `CREATE INDEX name ON table (part, part) WHERE condition`.
  ///
  /// @param sql the statement, or `null` for the index of a constraint
  static IndexSql of(@Nullable String sql) {
    if (sql == null) {
      return new IndexSql(List.of(), null);
    }
    SqlText text = SqlText.of(sql);
    int open = text.indexOf("(", 0);
    int close = text.indexOf(")", open + 1);
    int where = text.indexOf("where", close + 1);
    return new IndexSql(
        text.partsInside(open).stream().map(part -> withoutOrder(sql, part)).toList(),
        where < 0 ? null : sql.substring(text.tokens().get(where).end()).strip());
  }

  private static String withoutOrder(String sql, SqlText part) {
    List<Token> tokens = part.tokens();
    int end = tokens.size();
    if (end > 1 && DIRECTIONS.contains(tokens.get(end - 1).key())) {
      end--;
    }
    if (end > 2 && tokens.get(end - 2).is("collate")) {
      end -= 2;
    }
    return end == 0 ? "" : sql.substring(tokens.getFirst().start(), tokens.get(end - 1).end());
  }

  /// A part of the key as SQL; empty where it is not known.
  String part(int place) {
    return place < parts.size() ? parts.get(place) : "";
  }
}
