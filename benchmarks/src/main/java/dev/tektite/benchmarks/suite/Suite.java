package dev.tektite.benchmarks.suite;

import static dev.tektite.benchmarks.suite.Contender.C;
import static dev.tektite.benchmarks.suite.Contender.PEER;
import static dev.tektite.benchmarks.suite.Contender.TEKTITE;
import static dev.tektite.benchmarks.suite.Measure.BYTES;
import static dev.tektite.benchmarks.suite.Measure.P99;
import static dev.tektite.benchmarks.suite.Measure.RATE;
import static dev.tektite.benchmarks.suite.Measure.SHARE;
import static dev.tektite.benchmarks.suite.Measure.TIME;

import java.util.List;
import java.util.stream.Collectors;

/// All cases with what they must reach. *Immutable.*
public final class Suite {

  /// Targets for bytes are no ratios: see [#MOST_BYTES].
  static final double MOST_BYTES = 300;

  /// What the cases that compare Tektite with itself must reach.
  static final double LEAST_SHARE = 0.5;

  private static final String HISTORY = "history-";

  public static final List<BenchmarkCase> CASES =
      List.of(
          all("point-read", "a block that reads one of 200 000 rows by its key", RATE, 2.2, 8),
          withC(
              "point-read-anchor",
              "the same; C with a parked reader that holds the read mark",
              1.15),
          all("point-read-2", "point-read on 2 threads", RATE, 2.2, 8),
          all("reads-in-block", "1 000 such reads in one block", RATE, 0.8, 2.5),
          all("scan-rows", "200 000 rows through a row lambda", RATE, 0.65, 3.8),
          all("scan-records", "200 000 rows into records", RATE, 0.5, 3),
          durable(all("commit-1-full", "one thread, a row per durable commit", RATE, 0.9, 1.2)),
          all("commit-1-normal", "one thread, a row per commit, synchronous=normal", RATE, 0.65, 2),
          durable(
              withPeer("commit-64-full", "64 virtual threads, a row per durable commit", RATE, 20)),
          withPeer(
              "commit-64-normal",
              "64 virtual threads, a row per commit, synchronous=normal",
              RATE,
              5),
          durable(
              withPeer("commit-64-full-platform", "commit-64-full on platform threads", RATE, 6)),
          withPeer("commit-64-normal-platform", "commit-64-normal on platform threads", RATE, 1.5),
          withPeer("submit-64-normal", "64 producers through submit, synchronous=normal", RATE, 10),
          all("bulk-insert", "100 000 rows in one block", RATE, 0.7, 2),
          all("bulk-records", "1 000 000 records in one block", RATE, 0.65, 2),
          durable(
              withPeer(
                  "read-p99-under-writes",
                  "p99 of point-read while 64 threads write durably",
                  P99,
                  3)),
          all("open-query-close", "open a small file, read a row, close", TIME, 0.3, 1.5),
          new BenchmarkCase(
              "point-read-allocation",
              "heap bytes per point-read beyond the values",
              BYTES,
              false,
              List.of(TEKTITE, PEER),
              null,
              null),
          alone("history-put", "1 000 000 versions of 10 000 names, beside bulk-insert"),
          withC("history-latest", "the latest version of each of 100 of 10 000 names", 0.5),
          alone("history-retention", "p99 of 16 writers, without beside with retention"));

  private Suite() {}

  /// The cases with the given name: one, or all that `history` stands for.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static List<BenchmarkCase> allNamed(String name) {
    return name.concat("-").equals(HISTORY)
        ? CASES.stream().filter(one -> one.name().startsWith(HISTORY)).toList()
        : List.of(named(name));
  }

  /// The case with the given name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static BenchmarkCase named(String name) {
    return CASES.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no case is named \"" + name + "\"; the cases are " + names()));
  }

  private static String names() {
    return CASES.stream().map(BenchmarkCase::name).collect(Collectors.joining(", "));
  }

  private static BenchmarkCase all(
      String name, String work, Measure measure, double vsC, double vsPeer) {
    return new BenchmarkCase(name, work, measure, false, List.of(TEKTITE, C, PEER), vsC, vsPeer);
  }

  private static BenchmarkCase durable(BenchmarkCase one) {
    return new BenchmarkCase(
        one.name(),
        one.work(),
        one.measure(),
        true,
        one.contenders(),
        one.targetVsC(),
        one.targetVsPeer());
  }

  private static BenchmarkCase alone(String name, String work) {
    return new BenchmarkCase(name, work, SHARE, false, List.of(TEKTITE), null, null);
  }

  private static BenchmarkCase withC(String name, String work, double vsC) {
    return new BenchmarkCase(name, work, RATE, false, List.of(TEKTITE, C), vsC, null);
  }

  private static BenchmarkCase withPeer(String name, String work, Measure measure, double vsPeer) {
    return new BenchmarkCase(name, work, measure, false, List.of(TEKTITE, PEER), null, vsPeer);
  }
}
