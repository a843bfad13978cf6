package dev.tektite.tests.migration;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.migration.Migrations;
import dev.tektite.migration.Step;
import dev.tektite.testkit.process.ParentJvm;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that opens, and so migrates, each file that it is told, until it is killed.
///
/// It answers with how many of its own steps in Java were run, and what the history then had: `1
/// 45`.
final class MigratingChild {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private MigratingChild() {}

  /// The steps of the vault, and one more that counts.
  static final Migrations SCHEMA =
      Vault.SCHEMA.and(
          Step.of(
              "100",
              tx -> {
                tx.execute("create table finished(by text)");
                RUNS.incrementAndGet();
              }));

  public static void main(String... arguments) {
    ParentJvm parent = ParentJvm.connect();
    Database.inMemory(DatabaseOptions.minimal().migrations(SCHEMA)).close(); // loads the classes
    while (true) {
      Path file = Path.of(parent.meet());
      RUNS.set(0);
      try (Database db = Database.open(file, DatabaseOptions.minimal().migrations(SCHEMA))) {
        int steps = db.read(tx -> Migrations.history(tx).size());
        int problems = db.read(tx -> SCHEMA.validate(tx).size());
        parent.send(RUNS.get() + " " + (problems == 0 ? steps : -1));
      } catch (RuntimeException e) {
        parent.send("failed: " + e);
      }
    }
  }
}
