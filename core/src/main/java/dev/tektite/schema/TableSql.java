package dev.tektite.schema;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The statement that created a table, taken apart: a definition for each column and each
/// constraint, and what follows them.
///
/// *Immutable.*
///
/// @param name the table's
/// @param definitions columns by their names, constraints by their texts, in order
/// @param options what stands behind the parentheses: `without rowid, strict`
record TableSql(String name, Map<String, SqlText> definitions, SqlText options) {
  private static final Set<String> CONSTRAINTS =
      Set.of("constraint", "primary", "unique", "check", "foreign");

  static TableSql of(Table table) {
    SqlText text = SqlText.of(table.sql());
    int open = text.indexOf("(", 0);
    Map<String, SqlText> definitions = new LinkedHashMap<>();
    if (table.kind() == TableKind.VIRTUAL || open < 0) {
      return new TableSql(table.name(), definitions, text.from(1));
    }
    for (SqlText definition : text.partsInside(open)) {
      definitions.put(keyOf(definition), definition);
    }
    int close = text.indexOf(")", open + 1);
    return new TableSql(table.name(), definitions, text.from(close + 1));
  }

  private static String keyOf(SqlText definition) {
    Token first = definition.tokens().getFirst();
    boolean constraint = CONSTRAINTS.stream().anyMatch(first::is);
    return constraint ? "constraint " + definition.key() : "column " + first.key();
  }

  /// The orders of what both have, if they are not the same; else empty.
  static String orders(TableSql former, TableSql latter) {
    List<Token> before = order(former, latter);
    List<Token> after = order(latter, former);
    return keys(before).equals(keys(after))
        ? ""
        : "(%s) -> (%s)".formatted(shown(before), shown(after));
  }

  /// The columns of one that the other has too, in order. That of constraints means nothing.
  private static List<Token> order(TableSql of, TableSql other) {
    return of.definitions.entrySet().stream()
        .filter(each -> each.getKey().startsWith("column "))
        .filter(each -> other.definitions.containsKey(each.getKey()))
        .map(each -> each.getValue().tokens().getFirst())
        .toList();
  }

  private static List<String> keys(List<Token> names) {
    return names.stream().map(Token::key).toList();
  }

  private static String shown(List<Token> names) {
    return names.stream().map(Token::shown).collect(joining(", "));
  }
}
