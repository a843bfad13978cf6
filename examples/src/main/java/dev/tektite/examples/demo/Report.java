package dev.tektite.examples.demo;

import java.io.PrintStream;

/// What the demo prints: where it runs and what it does, and at the end one table, in at most 80
/// columns.
///
/// *One thread at a time.*
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /// Says where it runs, since figures mean nothing without that.
  void title(String fileSystem) {
    out.println(
        "Tektite on JDK %s, %d cores, file system %s"
            .formatted(
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                fileSystem));
    if (fileSystem.equals("tmpfs")) {
      out.println("(this file system is in memory, where a durable commit costs nothing)");
    }
    out.println();
  }

  void loaded(Catalog catalog) {
    out.println(
        "  %,d %s, loaded and indexed in %.1f s"
            .formatted(catalog.rows(), catalog.rowsAre(), catalog.loading().toMillis() / 1e3));
    out.println(
        "  %d threads search while %d virtual threads each write a row per commit"
            .formatted(SearchLoad.THREADS, WriteLoad.THREADS));
  }

  void killed(CrashTrial.Outcome crash) {
    out.println(
        "  a process was killed after %,d acknowledged blocks, and its file reopened"
            .formatted(crash.acknowledged()));
  }

  /// The table.
  void table(ServeTrial.Outcome serve, CrashTrial.Outcome crash) {
    LoadRun.Outcome load = serve.load();
    out.println();
    out.println("  %-27s %12s %15s %15s".formatted("", "per second", "p50", "p99"));
    measure("searches (FTS5)", load.searches(), load.nanos());
    measure("writes (durable commits)", load.writes(), load.nanos());
    out.println();
    fact("write blocks per commit", "%.1f".formatted(load.blocksPerCommit()));
    fact(
        "log (WAL)",
        "%.1f MB at most, %.1f at the end, %.1f once closed"
            .formatted(
                load.peakLogBytes() / 1e6, load.logBytes() / 1e6, serve.closedLogBytes() / 1e6));
    fact("busy errors", "%d".formatted(load.busyErrors()));
    failure(load.searches());
    failure(load.writes());
    out.println();
    out.println("  %-27s %12s %15s %15s".formatted("", "acknowledged", "found", "lost"));
    counted("rows written", load.writes().count(), serve.found(), serve.lost());
    counted("blocks before the kill", crash.acknowledged(), crash.found(), crash.lost());
    out.println();
    fact("blocks found by halves", "%d".formatted(crash.halves()));
    fact("integrity check", serve.integrity());
    fact("after the kill", crash.integrity());
    out.println();
    boolean good = serve.isGood() && crash.isGood();
    out.println(good ? "  Nothing was lost." : "  THIS MUST NOT HAPPEN: please report it.");
  }

  private void measure(String name, Measure measure, long nanos) {
    out.println(
        "  %-27s %,12.0f %12.3f ms %12.3f ms"
            .formatted(
                name, measure.count() / (nanos / 1e9), measure.millisAt(50), measure.millisAt(99)));
  }

  private void counted(String what, long acknowledged, long found, long lost) {
    out.println("  %-27s %,12d %,15d %,15d".formatted(what, acknowledged, found, lost));
  }

  private void failure(Measure measure) {
    if (measure.failure() != null) {
      fact("FAILED", String.valueOf(measure.failure()));
    }
  }

  private void fact(String name, String value) {
    out.println("  %-24s %s".formatted(name, value));
  }
}
