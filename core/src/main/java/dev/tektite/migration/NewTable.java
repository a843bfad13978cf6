package dev.tektite.migration;

import dev.tektite.schema.Identifier;

/// A `CREATE TABLE` statement whose name can be exchanged.
///
/// *Immutable.*
///
/// @param sql the statement
/// @param start where its name begins, with that of its schema if it has one
/// @param end where its name ends
/// @param name its name, without quotes and schema
record NewTable(String sql, int start, int end, String name) {
  private static NewTable parse(String sql) {
    var words = new SqlWords(sql);
    if (!words.next() || !words.is("create") || !words.next() || !words.is("table")) {
      throw new IllegalArgumentException("expected CREATE TABLE, but was: " + excerpt(sql));
    }
    words.next();
    if (words.is("if")) {
      words.next(); // not
      words.next(); // exists
      words.next();
    }
    int start = words.start();
    int end = words.end();
    String name = words.name();
    if (words.next() && words.is(".")) {
      words.next();
      end = words.end();
      name = words.name();
    }
    return new NewTable(sql, start, end, name);
  }

  /// @throws IllegalArgumentException if it is not a `CREATE TABLE` statement for a name
  static void requireNameIn(String sql, String table) {
    NewTable parsed = parse(sql);
    if (!parsed.name.equalsIgnoreCase(table)) {
      throw new IllegalArgumentException(
          "expected CREATE TABLE %s, but was: %s".formatted(table, excerpt(sql)));
    }
  }

  /// The statement with another name.
  static String renamed(String sql, String name) {
    NewTable parsed = parse(sql);
    return sql.substring(0, parsed.start) + Identifier.quote(name) + sql.substring(parsed.end);
  }

  private static String excerpt(String sql) {
    return sql.length() <= 100 ? sql : sql.substring(0, 100) + "…";
  }
}
