package dev.tektite.probe;

import dev.tektite.observe.Profile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Adds up what statements cost, over all blocks.
///
/// *Safe for any number of threads.*
final class Profiler {
  private final int most;

  // Guarded by this.
  private final Map<String, StatementCost> costs = new HashMap<>();
  private long forgotten;

  /// @param most how many statements it tells apart
  Profiler(int most) {
    this.most = most;
  }

  /// Adds the statements of a block.
  synchronized void note(StatementNotes notes) {
    for (StatementCost cost : notes.all()) {
      String sql = SqlShape.of(cost.sql);
      StatementCost sum = costs.get(sql);
      if (sum == null) {
        makeRoom();
        sum = new StatementCost(sql);
        costs.put(sql, sum);
      }
      sum.add(cost);
    }
  }

  /// Forgets the statement that has cost the least, if there is no room for another.
  private void makeRoom() {
    if (costs.size() < most) {
      return;
    }
    costs.values().stream()
        .min(Comparator.comparingLong(cost -> cost.nanos))
        .ifPresent(least -> {
          costs.remove(least.sql);
          forgotten++;
        });
  }

  synchronized Profile profile() {
    return new Profile(costs.values().stream().map(StatementCost::profile).toList(), forgotten);
  }
}
