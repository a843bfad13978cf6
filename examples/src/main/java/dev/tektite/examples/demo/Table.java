package dev.tektite.examples.demo;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The SQL for the rows of a source and for the index over their words.
///
/// The index has column names of its own (`t0`, `t1` …), since FTS5 keeps some names for itself,
/// and holds no second copy of the text.
///
/// *Immutable.*
record Table(String key, List<Column> columns) {
  static Table of(Source source) {
    return new Table(quoted(source.key()), source.columns());
  }

  private List<String> searched() {
    return columns.stream().filter(Column::isSearched).map(c -> quoted(c.name())).toList();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private String indexColumns() {
    return IntStream.range(0, searched().size())
        .mapToObj(i -> "t" + i)
        .collect(Collectors.joining(", "));
  }

  /// Creates the table, the index, and the table that is written to under load.
  String schema() {
    return """
    create table data(%s integer primary key, %s);
    create virtual table search using fts5(%s, content = '');
    create table visit(
      id integer primary key, writer integer not null, number integer not null, row integer not null);
    """
        .formatted(
            key,
            columns.stream()
                .map(c -> quoted(c.name()) + " text not null")
                .collect(Collectors.joining(", ")),
            indexColumns());
  }

  /// Inserts a row: the key, then the columns.
  String insert() {
    return "insert into data values (%s)"
        .formatted(String.join(", ", Collections.nCopies(columns.size() + 1, "?")));
  }

  /// Puts all rows into the index.
  String index() {
    return "insert into search(rowid, %s) select %s, %s from data"
        .formatted(indexColumns(), key, String.join(", ", searched()));
  }

  /// The searched text of one row in so many, evenly spread.
  String sample() {
    return "select %s from data where %s %% ? = 0".formatted(String.join(", ", searched()), key);
  }

  /// The keys of the first rows.
  String keys() {
    return "select %s from data limit ?".formatted(key);
  }

  /// The first rows that hold all words of an FTS5 expression.
  String search() {
    return """
    select * from data
    where %s in (select rowid from search where search match ? limit 10)\
    """
        .formatted(key);
  }
}
