package dev.tektite.migration;

import static dev.tektite.schema.Identifier.quote;

import dev.tektite.schema.Column;
import dev.tektite.schema.Identifier;
import dev.tektite.sql.WriteTx;
import dev.tektite.sqlite.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One run of a rebuild: [the procedure](https://www.sqlite.org/lang_altertable.html#otheralter)
/// from "remember the format of all indexes, triggers, and views" on.
///
/// All views and triggers of the database step aside, not only those of the table: `ALTER TABLE
/// RENAME` looks into each of them, and fails where one names the table that is not there yet.
///
/// *One thread at a time.*
final class Rebuilding {
  private final WriteTx tx;
  private final TableRebuild rebuild;
  private final String table;
  private final String replacement;

  Rebuilding(WriteTx tx, TableRebuild rebuild) {
    this.tx = tx;
    this.rebuild = rebuild;
    this.table = rebuild.table();
    this.replacement = "tektite_new_" + table;
  }

  /// Something that is put back as it was.
  record Remembered(String type, String name, String sql) {}

  void run() {
    if (columns(table).isEmpty()) {
      throw new IllegalArgumentException("There is no table %s to rebuild".formatted(table));
    }
    List<Remembered> views = all("view");
    List<Remembered> triggers = all("trigger");
    List<Remembered> indexes = indexes();
    List<String> sound = views.stream().map(Remembered::name).filter(this::works).toList();
    Long sequence = sequence();
    triggers.forEach(this::drop);
    views.forEach(this::drop);
    tx.execute(NewTable.renamed(rebuild.create(), replacement));
    copy();
    tx.execute("drop table main.%s".formatted(quote(table)));
    tx.execute("alter table main.%s rename to %s".formatted(quote(replacement), quote(table)));
    keepSequence(sequence);
    indexes.forEach(this::putBack);
    views.forEach(this::putBack);
    triggers.forEach(this::putBack);
    sound.stream().filter(view -> !rebuild.leavesOut(view)).forEach(this::requireWorks);
  }

  // ---- what steps aside ----

  private List<Remembered> all(String type) {
    return tx.query(
            "select type, name, sql from main.sqlite_schema where type = ? and sql is not null order by rowid",
            type)
        .map(row ->
            new Remembered(
                String.valueOf(row.asText(0)),
                String.valueOf(row.asText(1)),
                String.valueOf(row.asText(2))))
        .list();
  }

  private List<Remembered> indexes() {
    List<String> names =
        tx.query(
                "select name from main.sqlite_schema where type = 'index' and tbl_name = ? collate nocase",
                table)
            .into(String.class)
            .list();
    return all("index").stream().filter(index -> names.contains(index.name)).toList();
  }

  private void drop(Remembered thing) {
    tx.execute("drop %s main.%s".formatted(thing.type, quote(thing.name)));
  }

  private void putBack(Remembered thing) {
    if (rebuild.leavesOut(thing.name)) {
      return;
    }
    try {
      tx.execute(thing.sql);
    } catch (DatabaseException e) {
      throw e.retold(
          "The %s %s does not fit the new table %s (%s): leave it out by without(\"%s\"), and create it anew in the same step"
              .formatted(thing.type, thing.name, table, e.getMessage(), thing.name));
    }
  }

  private boolean works(String view) {
    try {
      requireWorks(view);
      return true;
    } catch (DatabaseException.Rejected e) {
      return false;
    }
  }

  private void requireWorks(String view) {
    try {
      tx.query("select 1 from main.%s limit 0".formatted(quote(view))).asLong().first();
    } catch (DatabaseException.Rejected e) {
      throw e.retold(
          "The view %s does not fit the new table %s (%s): leave it out by without(\"%s\"), and create it anew in the same step"
              .formatted(view, table, e.getMessage(), view));
    }
  }

  // ---- the rows ----

  private List<Column> columns(String of) {
    return Column.of(tx, Identifier.of("main", of));
  }

  private void copy() {
    Map<String, String> sources = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<Column> before = columns(table);
    List<Column> after = columns(replacement);
    before.forEach(column -> sources.put(column.name(), quote(column.name())));
    sources.putAll(rebuild.fills());
    requireTargets(after);
    List<String> into = new ArrayList<>();
    List<String> from = new ArrayList<>();
    if (hasHiddenRowid(table, before) && hasHiddenRowid(replacement, after)) {
      into.add("_rowid_");
      from.add("_rowid_");
    }
    for (Column column : after) {
      String source = sources.get(column.name());
      if (column.isWritable() && source != null) {
        into.add(quote(column.name()));
        from.add(source);
      }
    }
    if (!into.isEmpty()) {
      tx.execute(
          "insert into main.%s (%s) select %s from main.%s"
              .formatted(
                  quote(replacement),
                  String.join(", ", into),
                  String.join(", ", from),
                  quote(table)));
    }
  }

  private void requireTargets(List<Column> after) {
    for (String filled : rebuild.fills().keySet()) {
      if (after.stream().noneMatch(column -> column.name().equalsIgnoreCase(filled))) {
        throw new IllegalArgumentException(
            "The new table %s has no column %s to be filled".formatted(table, filled));
      }
    }
  }

  /// Whether rows have a number that is none of the columns, which others may have noted.
  private boolean hasHiddenRowid(String of, List<Column> columns) {
    long withoutRowid =
        tx.query(
                "select wr from pragma_table_list where schema = 'main' and name = ? collate nocase",
                of)
            .asLong()
            .one();
    List<Column> key = columns.stream().filter(column -> column.keyPlace() > 0).toList();
    boolean isKey = key.size() == 1 && key.getFirst().type().equalsIgnoreCase("integer");
    return withoutRowid == 0
        && !isKey
        && columns.stream().noneMatch(column -> column.name().equalsIgnoreCase("_rowid_"));
  }

  // ---- AUTOINCREMENT ----

  /// The number after which the table counts on, or `null` if it does not.
  private @Nullable Long sequence() {
    return Catalog.hasTable(tx, "sqlite_sequence")
        ? tx.query("select seq from main.sqlite_sequence where name = ? collate nocase", table)
            .asLong()
            .first()
        : null;
  }

  private void keepSequence(@Nullable Long sequence) {
    boolean counts =
        tx.query(
                "select sql from main.sqlite_schema where type = 'table' and name = ? collate nocase",
                table)
            .into(String.class)
            .one()
            .toLowerCase(Locale.ROOT)
            .contains("autoincrement");
    if (sequence == null || !counts) {
      return;
    }
    if (tx.execute(
            "update main.sqlite_sequence set seq = max(seq, ?) where name = ? collate nocase",
            sequence,
            table)
        == 0) {
      tx.execute(
          "insert into main.sqlite_sequence(name, seq) select name, ? from main.sqlite_schema"
              + " where type = 'table' and name = ? collate nocase",
          sequence,
          table);
    }
  }
}
