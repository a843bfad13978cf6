package dev.tektite.examples.demo;

import dev.tektite.Database;
import java.time.Duration;

/// Searches and writes at the same time, for a while, with one live line of progress.
///
/// *One thread at a time.*
final class LoadRun {
  private static final long TICK_MILLIS = 100;

  private final Database db;
  private final LogFile log;
  private final Load searches;
  private final Load writes;
  private final LiveLine line;
  private long peakLogBytes;

  LoadRun(Database db, Catalog catalog, LiveLine line) {
    this.db = db;
    this.log = LogFile.of(db.path());
    this.searches = SearchLoad.over(db, catalog);
    this.writes = WriteLoad.over(db, catalog);
    this.line = line;
  }

  /// What came of it.
  ///
  /// @param nanos from the first block to the end of the last
  /// @param commits commits that the writes shared
  /// @param peakLogBytes the largest size of the log that was seen, ten times a second
  /// @param logBytes its size at the end
  record Outcome(
      Measure searches,
      Measure writes,
      long nanos,
      long commits,
      long peakLogBytes,
      long logBytes) {
    long busyErrors() {
      return searches.busyErrors() + writes.busyErrors();
    }

    double blocksPerCommit() {
      return (double) writes.count() / Math.max(1, commits);
    }

    boolean isGood() {
      return searches.count() > 0
          && writes.count() > 0
          && searches.failure() == null
          && writes.failure() == null
          && busyErrors() == 0;
    }
  }

  /// Runs for so long, or until something fails.
  Outcome run(Duration time) throws InterruptedException {
    long commits = db.status().writer().commits();
    long begin = System.nanoTime();
    searches.start();
    writes.start();
    try {
      watch(begin, time.toNanos());
    } finally {
      searches.stop();
      writes.stop();
      line.clear();
    }
    return new Outcome(
        searches.measure(),
        writes.measure(),
        System.nanoTime() - begin,
        db.status().writer().commits() - commits,
        peakLogBytes,
        log.bytes());
  }

  private void watch(long begin, long nanos) throws InterruptedException {
    long searched = 0;
    long written = 0;
    long last = begin;
    while (last - begin < nanos && !hasFailed()) {
      Thread.sleep(Math.clamp((nanos - (last - begin)) / 1_000_000, 1, TICK_MILLIS));
      long now = System.nanoTime();
      double seconds = (now - last) / 1e9;
      long logBytes = log.bytes();
      peakLogBytes = Math.max(peakLogBytes, logBytes);
      line.show(
          "%4.1f s   searches %,9.0f/s   writes %,9.0f/s   log %5.1f MB   busy %d"
              .formatted(
                  (now - begin) / 1e9,
                  (searches.measure().count() - searched) / seconds,
                  (writes.measure().count() - written) / seconds,
                  logBytes / 1e6,
                  searches.measure().busyErrors() + writes.measure().busyErrors()));
      searched = searches.measure().count();
      written = writes.measure().count();
      last = now;
    }
  }

  private boolean hasFailed() {
    return searches.measure().failure() != null || writes.measure().failure() != null;
  }
}
