package dev.tektite.salvage;

import dev.tektite.schema.Identifier;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table of the new file, which takes rows as they were stored in the old one.
///
/// What a row has fewer fields than the table has columns was stored before those columns were
/// added; they get their defaults again.
///
/// *One thread at a time.*
final class SavedTable implements AutoCloseable {
  private static final List<String> ROWID_NAMES = List.of("_rowid_", "rowid", "oid");

  private final Connection connection;
  private final String name;
  private final List<Stored> stored;
  private final @Nullable String rowidName;
  private final Map<Integer, Statement> inserts = new HashMap<>();

  /// A column that rows of the table have a field for.
  ///
  /// @param computed whether it is generated, so that nothing can be put in
  private record Stored(String name, boolean isKey, boolean computed) {}

  private record Declared(String name, int keyPlace, int hidden) {}

  SavedTable(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
    List<Declared> declared = declared();
    boolean withRowid = isWithRowid();
    this.stored = stored(declared, withRowid);
    this.rowidName = withRowid ? rowidName(declared) : null;
  }

  private List<Declared> declared() {
    List<Declared> columns = new ArrayList<>();
    try (Statement list =
        connection.prepare("select name, pk, hidden from pragma_table_xinfo(?) order by cid")) {
      list.bindAll(name);
      while (list.step()) {
        columns.add(new Declared(text(list), (int) list.columnLong(1), (int) list.columnLong(2)));
      }
    }
    return columns;
  }

  private static String text(Statement row) {
    String text = row.columnText(0);
    return text == null ? "" : text;
  }

  private boolean isWithRowid() {
    try (Statement ask =
        connection.prepare("select wr from pragma_table_list where schema = 'main' and name = ?")) {
      ask.bindAll(name);
      return !ask.step() || ask.columnLong(0) == 0;
    }
  }

  /// The columns in the order in which rows store them: without rowid, those of the key come first.
  private static List<Stored> stored(List<Declared> declared, boolean withRowid) {
    List<Declared> order =
        new ArrayList<>(declared.stream().filter(column -> column.hidden != 2).toList());
    if (!withRowid) {
      order.sort(
          Comparator.comparingInt(
              column -> column.keyPlace == 0 ? Integer.MAX_VALUE : column.keyPlace));
    }
    return order.stream()
        .map(column -> new Stored(column.name, column.keyPlace > 0, column.hidden == 3))
        .toList();
  }

  /// A name of the rowid that no column has taken, or `null`.
  private static @Nullable String rowidName(List<Declared> declared) {
    return ROWID_NAMES.stream()
        .filter(each -> declared.stream().noneMatch(column -> column.name.equalsIgnoreCase(each)))
        .findFirst()
        .orElse(null);
  }

  /// Puts a row in.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException.Constraint if the table refuses it
  void put(StoredRow row) {
    int fields = Math.min(row.fields().size(), stored.size());
    List<@Nullable Object> values = new ArrayList<>(fields + 1);
    for (int i = 0; i < fields; i++) {
      if (!stored.get(i).computed) {
        values.add(value(row, i));
      }
    }
    if (rowidName != null) {
      values.add(row.rowid());
    }
    Statement insert = inserts.computeIfAbsent(fields, this::insert);
    try {
      insert.bindAll(values.toArray());
      insert.run();
    } finally {
      insert.reset();
    }
  }

  /// The field; an `integer primary key` is stored as null, since it is the rowid.
  private @Nullable Object value(StoredRow row, int column) {
    Object value = row.fields().get(column);
    return value == null && stored.get(column).isKey ? row.rowid() : value;
  }

  private Statement insert(int fields) {
    List<String> columns = new ArrayList<>();
    for (Stored column : stored.subList(0, fields)) {
      if (!column.computed) {
        columns.add(Identifier.quote(column.name));
      }
    }
    if (rowidName != null) {
      columns.add(rowidName);
    }
    return connection.prepare(
        "insert into %s(%s) values (%s)"
            .formatted(
                Identifier.quote(name),
                String.join(", ", columns),
                String.join(", ", columns.stream().map(each -> "?").toList())));
  }

  @Override
  public void close() {
    inserts.values().forEach(Statement::close);
  }
}
