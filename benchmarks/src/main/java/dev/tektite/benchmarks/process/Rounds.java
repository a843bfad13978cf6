package dev.tektite.benchmarks.process;

import dev.tektite.benchmarks.contender.Order;
import dev.tektite.benchmarks.contender.Reply;
import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.CaseResult;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Plan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Lets the contenders do a case in turn. *One thread at a time.*
///
/// Each round begins with another contender, so that none has always the same neighbour; while one
/// works, the others wait for a line.
public final class Rounds {

  /// So few flushes do not wear out the disk, and their median tells whether it is still as fast as
  /// before.
  private static final int FLUSHES_PER_ROUND = 5;

  private final Plan plan;
  private final Contenders contenders;
  private final WarmUp warmUp;

  public Rounds(Plan plan, Contenders contenders) {
    this.plan = plan;
    this.contenders = contenders;
    this.warmUp = new WarmUp(plan, contenders);
  }

  /// One contender in the case at hand: the order of its rounds, and the replies so far.
  private record Turn(Contender contender, Order order, List<Reply> replies) {}

  /// Warms the contenders up, measures them, and checks that they found the same rows.
  public CaseResult measure(BenchmarkCase what) {
    List<Turn> turns =
        what.contenders().stream()
            .map(one -> new Turn(one, warmUp.orderFor(what, one), new ArrayList<>()))
            .toList();
    List<Double> flushes = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      if (what.durable()) {
        flushes.add((double) contenders.measureSync(FLUSHES_PER_ROUND).nanos());
      }
      for (int place = 0; place < turns.size(); place++) {
        Turn turn = turns.get((round + place) % turns.size());
        turn.replies().add(contenders.ask(turn.contender(), turn.order()));
      }
    }
    Checks.agree(what.name(), turns.stream().flatMap(turn -> turn.replies().stream()).toList());
    return new CaseResult(what, figuresOf(what, turns), flushes);
  }

  private static Map<Contender, Figures> figuresOf(BenchmarkCase what, List<Turn> turns) {
    Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
    for (Turn turn : turns) {
      long pool = turn.order().option(WarmUp.POOL, 0);
      figures.put(turn.contender(), new Figures(what.measure(), turn.replies(), pool));
    }
    return figures;
  }
}
