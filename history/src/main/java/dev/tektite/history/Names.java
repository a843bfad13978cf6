package dev.tektite.history;

import dev.tektite.sql.Query;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The names that a pattern means in one transaction, with their numbers, in the order of the
/// names.
///
/// *Immutable.*
record Names(List<Named> all) {
  record Named(long id, String name) {}

  static Names of(ReadTx tx, Tables tables, NamePattern pattern) {
    List<Named> found = new ArrayList<>();
    Consumer<Named> keep =
        named -> {
          if (pattern.matches(named.name)) {
            found.add(named);
          }
        };
    String prefix = pattern.prefix();
    if (!pattern.isWildcard() && !prefix.isEmpty()) {
      Long id = tables.id(tx, prefix);
      return new Names(id == null ? List.of() : List.of(new Named(id, prefix)));
    }
    String behind = NamePattern.behind(prefix);
    Query query;
    if (prefix.isEmpty()) {
      query = tx.query(tables.allNames);
    } else if (behind.isEmpty()) {
      query = tx.query(tables.namesFrom, prefix);
    } else {
      query = tx.query(tables.namesInRange, prefix, behind);
    }
    query.map(Names::named).forEach(keep);
    return new Names(found);
  }

  private static Named named(Row row) {
    @Nullable String name = row.asText(1);
    return new Named(row.asLong(0), name == null ? "" : name);
  }

  String name(int place) {
    return all.get(place).name;
  }

  /// The numbers as a JSON array, to be bound as one value.
  String ids() {
    var ids = new StringBuilder("[");
    for (Named each : all) {
      ids.append(ids.length() == 1 ? "" : ",").append(each.id);
    }
    return ids.append("]").toString();
  }
}
