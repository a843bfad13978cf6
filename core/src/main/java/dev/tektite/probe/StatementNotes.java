package dev.tektite.probe;

import dev.tektite.sqlite.Statement;
import dev.tektite.sqlite.StatementCounter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the statements of one block cost.
///
/// *One thread at a time:* the thread of the block.
final class StatementNotes {
  private static final int MOST_TOLD_APART = 500;
  private static final String OTHERS = "(other statements of the block)";

  private final Map<String, StatementCost> costs = new HashMap<>();
  private final Deque<Use> underWay = new ArrayDeque<>();

  /// A use of a statement that is under way, with its counters at the beginning.
  private record Use(
      Statement statement,
      long startedAt,
      long changes,
      long runs,
      long scanned,
      long sorts,
      long autoIndexRows,
      long steps) {

    static Use of(Statement statement) {
      return new Use(
          statement,
          System.nanoTime(),
          statement.connection().totalChanges(),
          statement.counter(StatementCounter.RUNS),
          statement.counter(StatementCounter.FULL_SCAN_STEPS),
          statement.counter(StatementCounter.SORTS),
          statement.counter(StatementCounter.AUTO_INDEX_ROWS),
          statement.counter(StatementCounter.VM_STEPS));
    }

    void addTo(StatementCost cost, long rows) {
      cost.time(System.nanoTime() - startedAt);
      cost.calls += statement.counter(StatementCounter.RUNS) - runs;
      cost.rowsReturned += rows;
      cost.rowsChanged += statement.connection().totalChanges() - changes;
      cost.rowsScanned += statement.counter(StatementCounter.FULL_SCAN_STEPS) - scanned;
      cost.sorts += statement.counter(StatementCounter.SORTS) - sorts;
      cost.autoIndexRows += statement.counter(StatementCounter.AUTO_INDEX_ROWS) - autoIndexRows;
      cost.steps += statement.counter(StatementCounter.VM_STEPS) - steps;
    }
  }

  void begins(Statement statement) {
    underWay.push(Use.of(statement));
  }

  void ends(Statement statement, long rows) {
    while (!underWay.isEmpty()) {
      Use use = underWay.pop();
      if (use.statement() == statement) {
        use.addTo(cost(statement.sql()), rows);
        return;
      }
    }
  }

  private StatementCost cost(String sql) {
    StatementCost known = costs.get(sql);
    if (known != null) {
      return known;
    }
    String key = costs.size() < MOST_TOLD_APART ? sql : OTHERS;
    return costs.computeIfAbsent(key, StatementCost::new);
  }

  /// All of them, in no order.
  Collection<StatementCost> all() {
    return costs.values();
  }

  /// Those that took the longest, the longest first.
  List<StatementCost> slowest(int most) {
    return costs.values().stream()
        .sorted(Comparator.comparingLong((StatementCost cost) -> cost.nanos).reversed())
        .limit(most)
        .toList();
  }
}
