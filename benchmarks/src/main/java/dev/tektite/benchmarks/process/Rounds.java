package dev.tektite.benchmarks.process;

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
/// Each round begins with another one, so that none has always the same neighbour; while one works,
/// the others wait for a line.
public final class Rounds {

  /// So few flushes do not wear out the disk, and their median tells whether it is still as fast as
  /// before.
  private static final int FLUSHES_PER_ROUND = 5;

  private final Plan plan;
  private final Contenders contenders;

  public Rounds(Plan plan, Contenders contenders) {
    this.plan = plan;
    this.contenders = contenders;
  }

  /// Warms the contenders up, measures them, and checks that they found the same rows.
  public CaseResult measure(BenchmarkCase what) {
    List<Entrant> entrants = Entrant.of(what, plan);
    entrants.forEach(entrant -> entrant.warmUp(contenders, plan));
    List<Double> flushes = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      if (what.durable()) {
        flushes.add((double) contenders.measureSync(FLUSHES_PER_ROUND).nanos());
      }
      for (int place = 0; place < entrants.size(); place++) {
        entrants.get((round + place) % entrants.size()).work(contenders);
      }
    }
    List<Reply> replies = entrants.stream().flatMap(entrant -> entrant.replies().stream()).toList();
    Checks.agree(what.name(), replies);
    return new CaseResult(what, betterFigures(entrants), flushes);
  }

  /// The figures of each contender; of one that entered twice, the better ones.
  private static Map<Contender, Figures> betterFigures(List<Entrant> entrants) {
    Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
    for (Entrant entrant : entrants) {
      figures.merge(entrant.contender(), entrant.figures(), Figures::better);
    }
    return figures;
  }
}
