package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.CaseResult;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Plan;

import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Lets the contenders do a case in turn. *One thread at a time.*
///
/// Each round begins with another contender, so that none has always the same neighbour; while one works, the others wait for a line.
public final class Rounds {

  private static final List<Long> POOL_SIZES = List.of(1L, 8L);
  private static final Duration C_WARM_UP = Duration.ofMillis(100);

  private final Plan plan;
  private final Map<Contender, ChildProcess> processes;

  public Rounds(Plan plan, Map<Contender, ChildProcess> processes) {
    this.plan = plan;
    this.processes = new EnumMap<>(processes);
  }

  /// Warms the contenders up, measures them, and checks that they found the same rows.
  public CaseResult measure(BenchmarkCase what) {
    Map<Contender, Order> orders = new EnumMap<>(Contender.class);
    Map<Contender, List<Reply>> replies = new EnumMap<>(Contender.class);
    for (Contender contender : what.contenders()) {
      orders.put(contender, warmUp(what, contender));
      replies.put(contender, new ArrayList<>());
    }
    int count = what.contenders().size();
    for (int turn = 0; turn < plan.rounds() * count; turn++) {
      Contender contender = what.contenders().get((turn + turn / count) % count);
      replies.get(contender).add(ask(contender, orders.get(contender)));
    }
    Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
    replies.forEach((contender, all) -> figures.put(contender, new Figures(what.measure(), all, orders.get(contender).option("pool", 0))));
    Checks.agree(what.name(), replies);
    return new CaseResult(what, figures);
  }

  /// Does the case for a while without counting it, and returns the order for the rounds.
  private Order warmUp(BenchmarkCase what, Contender contender) {
    Order round = new Order(what.name(), plan.round().toNanos(), Map.of());
    switch (contender) {
      case C -> ask(contender, new Order(what.name(), C_WARM_UP.toNanos(), Map.of()));
      case TEKTITE -> ask(contender, new Order(what.name(), plan.warmUp().toNanos(), Map.of()));
      case PEER -> {
        return round.with("pool", betterPool(what));
      }
    }
    return round;
  }

  /// The size of the pool with which the peer does the case better, tried after a warm-up with both.
  private long betterPool(BenchmarkCase what) {
    Order part = new Order(what.name(), plan.warmUp().dividedBy(2).toNanos(), Map.of());
    POOL_SIZES.forEach(size -> ask(Contender.PEER, part.with("pool", size)));
    List<Double> tried = POOL_SIZES.stream().map(size -> what.measure().of(ask(Contender.PEER, part.with("pool", size)))).toList();
    boolean second = what.measure().ratio(tried.get(1), tried.get(0)) > 1;
    return POOL_SIZES.get(second ? 1 : 0);
  }

  private Reply ask(Contender contender, Order order) {
    ChildProcess process = processes.get(contender);
    if (process == null) {
      throw new IllegalStateException(contender.title() + " has not been started");
    }
    return process.ask(order);
  }
}
