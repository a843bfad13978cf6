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

/// A contender in one case with the order of its turns; the peer enters twice, with a small pool
/// and with a large one. *One thread at a time.*
final class Entrant {

  /// The option that says how many connections the peer's pool has.
  private static final String POOL = "pool";

  /// The option that, at 0, lets a durable case run without flushes: the same code, but no wear of
  /// the disk.
  private static final String FLUSH = "flush";

  /// The option that says how many rows one block of `bulk-records` has.
  private static final String RECORDS = "records";

  private static final Duration WARM_UP_OF_C = Duration.ofMillis(60);

  private final BenchmarkCase what;
  private final Contender contender;
  private final Order turn;
  private final List<Reply> replies = new ArrayList<>();

  private Entrant(BenchmarkCase what, Contender contender, Order turn) {
    this.what = what;
    this.contender = contender;
    this.turn = turn;
  }

  /// All entrants of a case.
  static List<Entrant> of(BenchmarkCase what, Plan plan) {
    Order turn =
        new Order(what.name(), plan.turnOf(what).toNanos(), Map.of(RECORDS, (long) plan.records()));
    List<Entrant> all = new ArrayList<>();
    for (Contender contender : what.contenders()) {
      if (contender == Contender.PEER) {
        all.add(new Entrant(what, contender, turn.with(POOL, 1)));
        all.add(new Entrant(what, contender, turn.with(POOL, 8)));
      } else {
        all.add(new Entrant(what, contender, turn));
      }
    }
    return all;
  }

  Contender contender() {
    return contender;
  }

  List<Reply> replies() {
    return replies;
  }

  /// Works for a while without being counted, so that compilers have done theirs before the first
  /// round.
  void warmUp(Contenders contenders, Plan plan) {
    Duration time =
        switch (contender) {
          case C -> WARM_UP_OF_C;
          case TEKTITE -> plan.warmUp();
          case PEER -> plan.warmUp().dividedBy(2);
        };
    Order order = new Order(what.name(), time.toNanos(), turn.options());
    contenders.ask(contender, what.durable() ? order.with(FLUSH, 0) : order);
  }

  /// Works for one turn.
  void work(Contenders contenders) {
    replies.add(contenders.ask(contender, turn));
  }

  Figures figures() {
    return new Figures(what.measure(), replies, turn.option(POOL, 0));
  }
}
