package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What happens before the rounds of a case: compilers are given time, and the peer's pool is
/// sized. *One thread at a time.*
final class WarmUp {

  /// The option that says how many connections the peer's pool has.
  static final String POOL = "pool";

  /// The option that, at 0, lets a durable case run without flushes: the same code, but no wear of
  /// the disk.
  private static final String FLUSH = "flush";

  private static final List<Long> POOL_SIZES = List.of(1L, 8L);
  private static final int TRIALS = 3;
  private static final Duration FOR_C = Duration.ofMillis(60);

  private final Plan plan;
  private final Contenders contenders;

  WarmUp(Plan plan, Contenders contenders) {
    this.plan = plan;
    this.contenders = contenders;
  }

  /// Warms a contender up, and returns the order for its rounds.
  Order orderFor(BenchmarkCase what, Contender contender) {
    Order turn = order(what, plan.turnOf(what));
    switch (contender) {
      case C -> contenders.ask(contender, order(what, FOR_C));
      case TEKTITE -> contenders.ask(contender, withoutFlush(what, plan.warmUp()));
      case PEER -> {
        return turn.with(POOL, betterPool(what, turn));
      }
    }
    return turn;
  }

  /// The size of the pool with which the peer does the case better: the median of some turns of
  /// each, after a warm-up of both.
  private long betterPool(BenchmarkCase what, Order turn) {
    Order half = withoutFlush(what, plan.warmUp().dividedBy(2));
    POOL_SIZES.forEach(size -> contenders.ask(Contender.PEER, half.with(POOL, size)));
    List<List<Reply>> trials =
        POOL_SIZES.stream().<List<Reply>>map(size -> new ArrayList<>()).toList();
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int i = 0; i < trials.size(); i++) {
        trials.get(i).add(contenders.ask(Contender.PEER, turn.with(POOL, POOL_SIZES.get(i))));
      }
    }
    List<Double> medians =
        trials.stream().map(replies -> new Figures(what.measure(), replies, 0).median()).toList();
    boolean largerIsBetter = what.measure().ratio(medians.get(1), medians.get(0)) > 1;
    return POOL_SIZES.get(largerIsBetter ? 1 : 0);
  }

  private static Order withoutFlush(BenchmarkCase what, Duration time) {
    return what.durable() ? order(what, time).with(FLUSH, 0) : order(what, time);
  }

  private static Order order(BenchmarkCase what, Duration time) {
    return new Order(what.name(), time.toNanos(), Map.of());
  }
}
