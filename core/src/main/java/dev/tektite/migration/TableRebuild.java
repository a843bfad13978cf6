package dev.tektite.migration;

import dev.tektite.sql.WriteTx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A new shape for a table whose rows stay, for changes that `ALTER TABLE` cannot make, by
/// [SQLite's own procedure](https://www.sqlite.org/lang_altertable.html#otheralter).
///
/// Columns that have the same name before and after keep their values; others get what
/// [#fill(String, String)] says, or their default. Indexes, triggers and views are put back as they
/// were, those of [#without(String...)] excepted. Foreign keys that point to the table stay as they
/// are, and are checked before the migration is stored.
///
/// *Immutable.*
public final class TableRebuild {
  private final String table;
  private final String create;
  private final SequencedMap<String, String> fills;
  private final List<String> without;

  private TableRebuild(
      String table, String create, SequencedMap<String, String> fills, List<String> without) {
    this.table = table;
    this.create = create;
    this.fills = fills;
    this.without = without;
  }

  /// Gives a table a new shape.
  ///
  /// @param create a `CREATE TABLE` statement for the same name; trusted SQL
  /// @throws IllegalArgumentException if it is not such a statement
  public static TableRebuild of(String table, String create) {
    NewTable.requireNameIn(create, table);
    return new TableRebuild(table, create, new LinkedHashMap<>(), List.of());
  }

  /// A copy that fills a column of the new table by an expression over the old one.
  ///
  /// @param expression trusted SQL, such as `max(balance, 0)`
  public TableRebuild fill(String column, String expression) {
    var more = new LinkedHashMap<>(fills);
    more.put(column, expression);
    return new TableRebuild(table, create, more, without);
  }

  /// A copy that does not put some indexes, triggers and views back.
  public TableRebuild without(String... names) {
    List<String> more = Stream.concat(without.stream(), Stream.of(names)).toList();
    return new TableRebuild(table, create, fills, more);
  }

  /// The name of the table.
  public String table() {
    return table;
  }

  Map<String, String> fills() {
    return fills;
  }

  String create() {
    return create;
  }

  /// Whether something is not put back.
  boolean leavesOut(String name) {
    return without.stream().anyMatch(name::equalsIgnoreCase);
  }

  /// What stands for it in the history.
  String text() {
    String filled =
        fills.entrySet().stream()
            .map(fill -> "\nfill %s by %s".formatted(fill.getKey(), fill.getValue()))
            .collect(Collectors.joining());
    return "rebuild %s as\n%s%s%s"
        .formatted(
            table,
            create,
            filled,
            without.isEmpty() ? "" : "\nwithout " + String.join(", ", without));
  }

  /// Rebuilds the table, inside of a step in Java.
  ///
  /// @throws IllegalStateException outside of a migration: dropping the old table would delete what
  ///   points to its rows, where foreign keys are enforced
  public void in(WriteTx tx) {
    if (tx.query("pragma foreign_keys").asLong().one() != 0) {
      throw new IllegalStateException(
          "The table %s can be rebuilt in a migration only, where foreign keys are not enforced: make it a step of Migrations"
              .formatted(table));
    }
    tx.savepoint(part -> new Rebuilding(part, this).run());
  }
}
