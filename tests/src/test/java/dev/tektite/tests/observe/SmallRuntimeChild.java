package dev.tektite.tests.observe;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.observe.ObserveOptions;
import java.time.Duration;

/// The main class of a child that observes a database, and says whether there is a flight recorder.
final class SmallRuntimeChild {
  private SmallRuntimeChild() {}

  public static void main(String[] arguments) {
    ObserveOptions all =
        ObserveOptions.none().metrics(true).slowBlocks(Duration.ofHours(1)).profiledStatements(10);
    try (Database db = Database.temporary(DatabaseOptions.defaults().observing(all))) {
      db.write(tx -> tx.executeScript("create table t(x); insert into t values (1)"));
      long stored = db.read(tx -> tx.query("select count(*) from t").asLong().one());
      boolean recorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
      System.out.println("recorder %s, stored %d".formatted(recorder, stored));
    }
  }
}
