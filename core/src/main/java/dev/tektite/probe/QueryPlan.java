package dev.tektite.probe;

import dev.tektite.block.BlockTx;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How SQLite would go about a statement ([EXPLAIN QUERY PLAN](https://www.sqlite.org/eqp.html)).
public final class QueryPlan {
  private QueryPlan() {}

  /// The steps, those within another step indented by two blanks. Parameters need no values.
  public static List<String> of(ReadTx tx, String sql) {
    List<String> lines = new ArrayList<>();
    Map<Long, String> indents = new HashMap<>();
    BlockTx own = (BlockTx) tx;
    try (Statement plan = own.on().connection().prepare("explain query plan " + sql)) {
      while (plan.step()) {
        String indent = indents.getOrDefault(plan.columnLong(1), "");
        indents.put(plan.columnLong(0), indent + "  ");
        lines.add(indent + plan.columnText(3));
      }
    }
    return lines;
  }
}
