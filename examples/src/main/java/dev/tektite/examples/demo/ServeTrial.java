package dev.tektite.examples.demo;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import java.nio.file.Path;
import java.time.Duration;

/// Loads a source, serves searches and writes from many threads, and counts what is stored.
///
/// *One thread at a time.*
final class ServeTrial {
  private final Report report;
  private final LiveLine line;

  ServeTrial(Report report, LiveLine line) {
    this.report = report;
    this.line = line;
  }

  /// What came of it.
  ///
  /// @param found how many rows the threads' writes have left in the database
  /// @param integrity what SQLite's own checks say: `ok`, or what is wrong
  /// @param closedLogBytes what is left of the log when the database has been closed
  record Outcome(LoadRun.Outcome load, long found, String integrity, long closedLogBytes) {
    long lost() {
      return load.writes().count() - found;
    }

    boolean isGood() {
      return load.isGood() && lost() == 0 && integrity.equals("ok");
    }
  }

  /// @param file a database that does not exist yet
  Outcome run(Path file, Source source, Duration time) throws InterruptedException {
    LoadRun.Outcome load;
    long found;
    String integrity;
    try (Database db =
        Database.open(file, DatabaseOptions.defaults().durability(Durability.FULL))) {
      Catalog catalog = Catalog.load(db, source, line::show);
      line.clear();
      report.loaded(catalog);
      load = new LoadRun(db, catalog, line).run(time);
      line.show("checking every page");
      found = WriteLoad.found(db);
      integrity = db.read(Integrity::of);
      line.clear();
    }
    return new Outcome(load, found, integrity, LogFile.of(file).bytes());
  }
}
