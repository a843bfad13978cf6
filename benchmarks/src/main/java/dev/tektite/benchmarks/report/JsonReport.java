package dev.tektite.benchmarks.report;

import dev.tektite.benchmarks.suite.BenchmarkCase;
import dev.tektite.benchmarks.suite.CaseResult;
import dev.tektite.benchmarks.suite.Contender;
import dev.tektite.benchmarks.suite.Figures;
import dev.tektite.benchmarks.suite.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All figures as JSON, every round included.
public final class JsonReport {

  private JsonReport() {}

  /// The text of the file.
  public static String of(Machine machine, Plan plan, List<CaseResult> results) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("machine", machine.facts());
    all.put("fsync_us", machine.sync().nanos() / 1e3);
    all.put("fdatasync_us", machine.sync().extra("fdatasync") / 1e3);
    all.put("overwrite_fdatasync_us", machine.sync().extra("overwrite") / 1e3);
    all.put("rounds", plan.rounds());
    all.put("turn_ms", plan.turn().toMillis());
    all.put("durable_turn_ms", plan.durableTurn().toMillis());
    all.put("cases", results.stream().map(JsonReport::of).toList());
    return Json.write(all) + "\n";
  }

  private static Map<String, @Nullable Object> of(CaseResult result) {
    BenchmarkCase what = result.what();
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("name", what.name());
    one.put("work", what.work());
    one.put("unit", what.measure().unit());
    result.figures().forEach((contender, figures) -> one.put(contender.title(), of(figures)));
    if (!result.flushes().isEmpty()) {
      one.put("fsync_ns", result.flushes());
    }
    one.put("vs_c", result.vs(Contender.C));
    one.put("vs_peer", result.vs(Contender.PEER));
    one.put("target_vs_c", what.targetVsC());
    one.put("target_vs_peer", what.targetVsPeer());
    return one;
  }

  private static Map<String, @Nullable Object> of(Figures figures) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("median", figures.median());
    one.put("rounds", figures.rounds());
    if (figures.pool() > 0) {
      one.put("pool", figures.pool());
    }
    figures.extraNames().forEach(name -> one.put(name, figures.medianExtra(name)));
    return one;
  }
}
