package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.Statistics;
import dev.tektite.maintenance.ForeignKeyViolation;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks for rows that refer to others that do not exist.
///
/// *Immutable.*
final class ForeignKeyCheck {
  static final int MOST = 10_000;

  private final Engine engine;
  private final @Nullable String table;

  /// @param table the table whose references are looked at, or `null` for all
  ForeignKeyCheck(Engine engine, @Nullable String table) {
    this.engine = engine;
    this.table = table;
  }

  List<ForeignKeyViolation> run(Work work, BlockLimits limits) {
    return engine.<List<ForeignKeyViolation>>inspect(
        work.limits(limits), link -> work.counted(link, () -> find(link)));
  }

  private List<ForeignKeyViolation> find(BlockConnection link) {
    String argument = table == null ? "" : "(" + Statistics.quoted(table) + ")";
    Map<String, Map<Integer, List<String>>> keys = new HashMap<>();
    List<ForeignKeyViolation> found = new ArrayList<>();
    try (Statement check = link.own("pragma main.foreign_key_check" + argument)) {
      while (found.size() < MOST && check.step()) {
        String child = String.valueOf(check.columnText(0));
        int id = (int) check.columnLong(3);
        found.add(
            new ForeignKeyViolation(
                child,
                check.columnIsNull(1) ? null : check.columnLong(1),
                String.valueOf(check.columnText(2)),
                id,
                keys.computeIfAbsent(child, name -> keysOf(link, name))
                    .getOrDefault(id, List.of())));
      }
    }
    return List.copyOf(found);
  }

  /// The columns of each foreign key of a table.
  private static Map<Integer, List<String>> keysOf(BlockConnection link, String table) {
    Map<Integer, List<String>> keys = new HashMap<>();
    try (Statement list =
        link.own("pragma main.foreign_key_list(%s)".formatted(Statistics.quoted(table)))) {
      while (list.step()) {
        keys.computeIfAbsent((int) list.columnLong(0), id -> new ArrayList<>())
            .add(String.valueOf(list.columnText(3)));
      }
    }
    return keys;
  }
}
