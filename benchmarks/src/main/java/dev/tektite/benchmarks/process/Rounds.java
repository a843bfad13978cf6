package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.CaseResult;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Lets the contenders do a case in turn. *One thread at a time.*
///
/// Each round begins with another contender, so that none has always the same neighbour; while one
/// works, the others wait for a line.
public final class Rounds {

  private static final List<Long> POOL_SIZES = List.of(1L, 8L);
  private static final Duration C_WARM_UP = Duration.ofMillis(100);

  private final Plan plan;
  private final Contenders contenders;

  public Rounds(Plan plan, Contenders contenders) {
    this.plan = plan;
    this.contenders = contenders;
  }

  /// One contender in the case at hand: the order of its rounds, and the replies so far.
  private record Turn(Contender contender, Order order, List<Reply> replies) {}

  /// Warms the contenders up, measures them, and checks that they found the same rows.
  public CaseResult measure(BenchmarkCase what) {
    List<Turn> turns =
        what.contenders().stream()
            .map(one -> new Turn(one, warmUp(what, one), new ArrayList<>()))
            .toList();
    for (int round = 0; round < plan.rounds(); round++) {
      for (int place = 0; place < turns.size(); place++) {
        Turn turn = turns.get((round + place) % turns.size());
        turn.replies().add(contenders.ask(turn.contender(), turn.order()));
      }
    }
    Checks.agree(what.name(), turns.stream().flatMap(turn -> turn.replies().stream()).toList());
    Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
    for (Turn turn : turns) {
      figures.put(
          turn.contender(),
          new Figures(what.measure(), turn.replies(), turn.order().option("pool", 0)));
    }
    return new CaseResult(what, figures);
  }

  /// Does the case for a while without counting it, and returns the order for the rounds.
  private Order warmUp(BenchmarkCase what, Contender contender) {
    Order round = orderOf(what, plan.round());
    return switch (contender) {
      case PEER -> round.with("pool", betterPool(what));
      case C -> {
        contenders.ask(contender, orderOf(what, C_WARM_UP));
        yield round;
      }
      case TEKTITE -> {
        contenders.ask(contender, orderOf(what, plan.warmUp()));
        yield round;
      }
    };
  }

  /// The size of the pool with which the peer does the case better, tried after a warm-up with
  /// both.
  private long betterPool(BenchmarkCase what) {
    Order part = orderOf(what, plan.warmUp().dividedBy(2));
    POOL_SIZES.forEach(size -> contenders.ask(Contender.PEER, part.with("pool", size)));
    List<Double> tried =
        POOL_SIZES.stream()
            .map(size -> what.measure().of(contenders.ask(Contender.PEER, part.with("pool", size))))
            .toList();
    boolean largerIsBetter = what.measure().ratio(tried.get(1), tried.get(0)) > 1;
    return POOL_SIZES.get(largerIsBetter ? 1 : 0);
  }

  private static Order orderOf(BenchmarkCase what, Duration time) {
    return new Order(what.name(), time.toNanos(), Map.of());
  }
}
