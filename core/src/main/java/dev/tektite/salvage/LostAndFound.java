package dev.tektite.salvage;

import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table for rows of which nobody knows the table, and for those that their table refused. It
/// is made when the first of them comes, and gets as many columns as the longest of them has
/// fields.
///
/// *One thread at a time.*
final class LostAndFound implements AutoCloseable {
  private static final String NAME = "lost_and_found";

  private final Connection connection;
  private String name = "";
  private int columns;
  private long rows;
  private @Nullable Statement insert;

  LostAndFound(Connection connection) {
    this.connection = connection;
  }

  /// Its name, or the empty text as long as it does not exist.
  String name() {
    return name;
  }

  long rows() {
    return rows;
  }

  /// Puts a row in.
  ///
  /// @param table the table that refused it, or `null`
  void put(@Nullable String table, StoredRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(table);
    values.add((long) row.page());
    values.add(row.rowid());
    values.addAll(row.fields());
    while (values.size() < columns + 3) {
      values.add(null);
    }
    Statement ready = ready(row.fields().size());
    try {
      ready.bindAll(values.toArray());
      ready.run();
      rows++;
    } finally {
      ready.reset();
    }
  }

  private Statement ready(int fields) {
    Statement ready = insert;
    if (ready != null && fields <= columns) {
      return ready;
    }
    if (ready != null) {
      ready.close();
    }
    makeRoom(fields);
    ready =
        connection.prepare(
            "insert into %s values (?, ?, ?%s)"
                .formatted(Identifier.quote(name), ", ?".repeat(columns)));
    insert = ready;
    return ready;
  }

  private void makeRoom(int fields) {
    if (name.isEmpty()) {
      name = freeName();
      connection.execute(
          "create table %s(of_table text, page integer, id integer)"
              .formatted(Identifier.quote(name)));
    }
    while (columns < fields) {
      connection.execute(
          "alter table %s add column c%d".formatted(Identifier.quote(name), columns));
      columns++;
    }
  }

  private String freeName() {
    String free = NAME;
    for (int i = 0; exists(free); i++) {
      free = NAME + "_" + i;
    }
    return free;
  }

  private boolean exists(String wanted) {
    try (Statement ask =
        connection.prepare("select 1 from sqlite_schema where lower(name) = lower(?)")) {
      ask.bindAll(wanted);
      return ask.step();
    }
  }

  @Override
  public void close() {
    if (insert != null) {
      insert.close();
    }
  }
}
