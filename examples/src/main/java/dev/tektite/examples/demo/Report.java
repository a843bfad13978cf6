package dev.tektite.examples.demo;

import java.io.PrintStream;

/// The table that the demo ends with, in at most 80 columns.
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
    out.println();
  }

  void load(LoadRun.Outcome load, long found, String integrity) {
    out.println("  %-28s %12s %12s %12s".formatted("", "per second", "p50", "p99"));
    measure("searches (FTS5)", load.searches(), load.nanos());
    measure("writes (durable commits)", load.writes(), load.nanos());
    out.println();
    fact("write blocks per commit", "%.1f".formatted(load.blocksPerCommit()));
    fact("log (WAL), largest seen", "%.1f MB".formatted(load.peakLogBytes() / 1e6));
    fact("busy errors", "%d".formatted(load.busyErrors()));
    fact("integrity check", integrity);
    counted("rows written", load.writes().count(), found, load.writes().count() - found);
    failure(load.searches());
    failure(load.writes());
  }

  void crash(CrashTrial.Outcome crash) {
    out.println();
    out.println("  A process was killed in the middle of its writes, and its file reopened:");
    fact("integrity check", crash.integrity());
    fact("blocks stored by halves", "%d".formatted(crash.halves()));
    counted("blocks written", crash.acknowledged(), crash.found(), crash.lost());
    out.println();
  }

  /// The last line.
  void verdict(boolean good) {
    out.println(good ? "  Nothing was lost." : "  THIS MUST NOT HAPPEN: please report it.");
  }

  private void measure(String name, Measure measure, long nanos) {
    out.println(
        "  %-28s %,12.0f %9.2f ms %9.2f ms"
            .formatted(
                name, measure.count() / (nanos / 1e9), measure.millisAt(50), measure.millisAt(99)));
  }

  private void counted(String what, long acknowledged, long found, long lost) {
    fact(what, "%,d acknowledged, %,d found, %,d lost".formatted(acknowledged, found, lost));
  }

  private void failure(Measure measure) {
    if (measure.failure() != null) {
      fact("FAILED", String.valueOf(measure.failure()));
    }
  }

  private void fact(String name, String value) {
    out.println("  %-28s %s".formatted(name, value));
  }
}
