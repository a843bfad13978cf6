package dev.tektite.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares two schemas, part by part.
///
/// *One thread at a time.*
final class SchemaComparison {
  private static final String INSET = "    ";

  private final Schema older;
  private final Schema newer;
  private final List<String> lines = new ArrayList<>();

  SchemaComparison(Schema older, Schema newer) {
    this.older = older;
    this.newer = newer;
  }

  List<String> lines() {
    compareTables();
    compare("index", indexes(older), indexes(newer));
    compare("trigger", triggers(older), triggers(newer));
    compare("view", views(older), views(newer));
    return List.copyOf(lines);
  }

  // ---- tables, definition by definition ----

  private void compareTables() {
    Map<String, TableSql> before = tables(older);
    Map<String, TableSql> after = tables(newer);
    for (String name : sorted(before, after)) {
      TableSql former = before.get(name);
      TableSql latter = after.get(name);
      if (former == null && latter != null) {
        lines.add("+ table " + latter.name());
        latter.definitions().values().forEach(each -> lines.add(INSET + each.shown()));
        if (!latter.options().tokens().isEmpty()) {
          lines.add(INSET + latter.options().shown());
        }
      } else if (former != null && latter == null) {
        lines.add("- table " + former.name());
      } else if (former != null && latter != null) {
        compareTable(former, latter);
      }
    }
  }

  private void compareTable(TableSql former, TableSql latter) {
    List<String> changes = new ArrayList<>();
    for (String key : both(former.definitions(), latter.definitions())) {
      change(former.definitions().get(key), latter.definitions().get(key))
          .forEach(line -> changes.add(INSET + line));
    }
    if (!former.options().key().equals(latter.options().key())) {
      changes.add(
          INSET
              + "~ options (%s) -> (%s)"
                  .formatted(former.options().shown(), latter.options().shown()));
    }
    String orders = TableSql.orders(former, latter);
    if (!orders.isEmpty()) {
      changes.add(INSET + "~ order " + orders);
    }
    if (!changes.isEmpty()) {
      lines.add("~ table " + latter.name());
      lines.addAll(changes);
    }
  }

  private static List<String> change(@Nullable SqlText former, @Nullable SqlText latter) {
    if (former == null) {
      return List.of("+ " + Objects.requireNonNull(latter).shown());
    }
    if (latter == null) {
      return List.of("- " + former.shown());
    }
    return former.key().equals(latter.key())
        ? List.of()
        : List.of("~ %s -> %s".formatted(former.shown(), latter.shown()));
  }

  private static Map<String, TableSql> tables(Schema schema) {
    Map<String, TableSql> tables = new TreeMap<>();
    for (Table table : schema.tables()) {
      if (table.kind() != TableKind.SHADOW) {
        tables.put(key(table.name()), TableSql.of(table));
      }
    }
    return tables;
  }

  // ---- the rest, as a whole ----

  private void compare(String what, Map<String, SqlText> before, Map<String, SqlText> after) {
    for (String name : sorted(before, after)) {
      SqlText former = before.get(name);
      SqlText latter = after.get(name);
      if (former == null) {
        lines.add("+ " + Objects.requireNonNull(latter).shown());
      } else if (latter == null) {
        lines.add("- " + former.shown());
      } else if (!former.key().equals(latter.key())) {
        lines.add("~ %s %s".formatted(what, name));
        lines.add(INSET + "- " + former.shown());
        lines.add(INSET + "+ " + latter.shown());
      }
    }
  }

  private static Map<String, SqlText> indexes(Schema schema) {
    Map<String, SqlText> indexes = new TreeMap<>();
    for (Table table : schema.tables()) {
      for (Index index : table.indexes()) {
        if (index.sql() != null && table.kind() != TableKind.SHADOW) {
          indexes.put(key(index.name()), withoutCreate(index.sql()));
        }
      }
    }
    return indexes;
  }

  private static Map<String, SqlText> triggers(Schema schema) {
    Map<String, SqlText> triggers = new TreeMap<>();
    schema.tables().stream()
        .flatMap(table -> table.triggers().stream())
        .forEach(each -> triggers.put(key(each.name()), withoutCreate(each.sql())));
    schema.views().stream()
        .flatMap(view -> view.triggers().stream())
        .forEach(each -> triggers.put(key(each.name()), withoutCreate(each.sql())));
    return triggers;
  }

  private static Map<String, SqlText> views(Schema schema) {
    Map<String, SqlText> views = new TreeMap<>();
    schema.views().forEach(each -> views.put(key(each.name()), withoutCreate(each.sql())));
    return views;
  }

  private static SqlText withoutCreate(String sql) {
    return SqlText.of(sql).from(1);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Iterable<String> sorted(Map<String, ?> before, Map<String, ?> after) {
    return new TreeSet<>(both(before, after));
  }

  /// The keys of the older in its order, then what is new.
  private static Set<String> both(Map<String, ?> before, Map<String, ?> after) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys;
  }
}
