package dev.tektite.schema;

import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks SQLite for what a database consists of.
final class SchemaReader {
  private static final String[] ORIGINS = {"c", "u", "pk"};

  private final ReadTx tx;
  private final String schema;
  private final List<Entry> entries;

  private SchemaReader(ReadTx tx, String schema) {
    this.tx = tx;
    this.schema = schema;
    this.entries = entries(tx, schema);
  }

  /// A line of `sqlite_schema`.
  private record Entry(String type, String name, String on, @Nullable String sql) {}

  private record Kind(TableKind kind, boolean withoutRowid, boolean strict) {}

  static Schema read(ReadTx tx, String schema) {
    var reader = new SchemaReader(tx, schema);
    return new Schema(schema, reader.tables(), reader.views());
  }

  /// SQLite's own tables are left out, by their prefix; in `LIKE` its `_` would stand for any
  /// character.
  private static List<Entry> entries(ReadTx tx, String schema) {
    return tx.query(
            """
            select type, name, tbl_name, sql from %s.sqlite_schema
            where lower(substr(name, 1, 7)) <> 'sqlite_' order by lower(name), name\
            """
                .formatted(Identifier.quote(schema)))
        .map(row -> new Entry(text(row, 0), text(row, 1), text(row, 2), row.asText(3)))
        .list();
  }

  private List<Table> tables() {
    Map<String, Kind> kinds = kinds();
    List<Table> tables = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.type.equals("table")) {
        Kind kind = kinds.getOrDefault(entry.name, new Kind(TableKind.VIRTUAL, false, false));
        tables.add(table(entry, kind));
      }
    }
    return List.copyOf(tables);
  }

  private Table table(Entry entry, Kind kind) {
    return new Table(
        entry.name,
        kind.kind,
        kind.withoutRowid,
        kind.strict,
        tolerantColumns(entry.name),
        indexes(entry.name),
        foreignKeys(entry.name),
        triggers(entry.name),
        entry.sql == null ? "" : entry.sql);
  }

  private Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>();
    tx.query("select name, type, wr, strict from pragma_table_list where schema = ?", schema)
        .map(row -> kinds.put(text(row, 0), kind(row)))
        .forEach(former -> {});
    return kinds;
  }

  private static Kind kind(Row row) {
    TableKind kind =
        switch (text(row, 1)) {
          case "virtual" -> TableKind.VIRTUAL;
          case "shadow" -> TableKind.SHADOW;
          default -> TableKind.ORDINARY;
        };
    return new Kind(kind, row.asBoolean(2), row.asBoolean(3));
  }

  private List<View> views() {
    return entries.stream()
        .filter(entry -> entry.type.equals("view"))
        .map(entry ->
            new View(
                entry.name,
                tolerantColumns(entry.name),
                triggers(entry.name),
                entry.sql == null ? "" : entry.sql))
        .toList();
  }

  // ---- columns ----

  /// None where SQLite cannot tell: a view names what is not there, a module is missing.
  private List<Column> tolerantColumns(String table) {
    try {
      return columns(tx, schema, table);
    } catch (DatabaseException.Rejected e) {
      return List.of();
    }
  }

  static List<Column> columns(ReadTx tx, @Nullable String schema, String table) {
    return tx.query(
            """
            select name, type, "notnull", dflt_value, pk, hidden
            from pragma_table_xinfo(?, ?) order by cid\
            """,
            table,
            schema)
        .map(row ->
            new Column(
                text(row, 0),
                text(row, 1),
                row.asBoolean(2),
                row.asText(3),
                row.asInt(4),
                ColumnKind.values()[row.asInt(5)]))
        .list();
  }

  // ---- indexes ----

  private record IndexLine(String name, boolean unique, String origin) {}

  private List<Index> indexes(String table) {
    List<IndexLine> lines =
        tx.query("select name, \"unique\", origin from pragma_index_list(?, ?)", table, schema)
            .map(row -> new IndexLine(text(row, 0), row.asBoolean(1), text(row, 2)))
            .list();
    return lines.stream()
        .map(line -> index(table, line))
        .sorted(Comparator.comparing(Index::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  private Index index(String table, IndexLine line) {
    Entry entry = byName(entries, Entry::name, line.name);
    String sql = entry == null ? null : entry.sql;
    IndexSql text = IndexSql.of(sql);
    List<IndexPart> parts =
        tx.query(
                """
                select name, "desc", coll, seqno
                from pragma_index_xinfo(?, ?) where key order by seqno\
                """,
                line.name,
                schema)
            .map(row -> part(row, text))
            .list();
    return new Index(line.name, table, line.unique, origin(line.origin), parts, text.where(), sql);
  }

  private static IndexPart part(Row row, IndexSql text) {
    String column = row.asText(0);
    String sql = column == null ? text.part(row.asInt(3)) : Identifier.quote(column);
    return new IndexPart(column, sql, row.asBoolean(1), text(row, 2));
  }

  private static IndexOrigin origin(String letters) {
    return IndexOrigin.values()[List.of(ORIGINS).indexOf(letters)];
  }

  // ---- the rest ----

  private List<Trigger> triggers(String on) {
    return entries.stream()
        .filter(entry -> entry.type.equals("trigger") && entry.on.equalsIgnoreCase(on))
        .map(entry -> new Trigger(entry.name, entry.on, entry.sql == null ? "" : entry.sql))
        .toList();
  }

  private record KeyLine(
      int id, String table, String from, @Nullable String to, String onDelete, String onUpdate) {}

  /// SQLite numbers them backwards: the last that was declared is number 0.
  private List<ForeignKey> foreignKeys(String table) {
    Map<Integer, List<KeyLine>> byId = new TreeMap<>(Comparator.reverseOrder());
    tx.query(
            """
            select id, "table", "from", "to", on_delete, on_update
            from pragma_foreign_key_list(?, ?) order by id, seq\
            """,
            table,
            schema)
        .map(row ->
            new KeyLine(
                row.asInt(0),
                text(row, 1),
                text(row, 2),
                row.asText(3),
                text(row, 4),
                text(row, 5)))
        .forEach(line -> byId.computeIfAbsent(line.id, _ -> new ArrayList<>()).add(line));
    return byId.values().stream().map(SchemaReader::foreignKey).toList();
  }

  private static ForeignKey foreignKey(List<KeyLine> lines) {
    KeyLine first = lines.getFirst();
    List<String> targets = new ArrayList<>();
    for (KeyLine line : lines) {
      if (line.to != null) {
        targets.add(line.to);
      }
    }
    return new ForeignKey(
        lines.stream().map(KeyLine::from).toList(),
        first.table,
        List.copyOf(targets),
        first.onDelete,
        first.onUpdate);
  }

  // ---- for all ----

  static <T> @Nullable T byName(List<T> among, Function<T, String> name, String wanted) {
    for (T each : among) {
      if (name.apply(each).equalsIgnoreCase(wanted)) {
        return each;
      }
    }
    return null;
  }

  private static String text(Row row, int column) {
    String text = row.asText(column);
    return text == null ? "" : text;
  }
}
