package dev.tektite.tests.backup;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.CopyCheck;
import dev.tektite.testkit.process.ParentJvm;
import java.nio.file.Path;

/// The process that is killed: makes one backup after another over the same file, while it writes.
final class BackupChild {
  private static final long BYTES = 3_000_000;
  private static final int WRITERS = 4;

  private BackupChild() {}

  public static void main(String... arguments) {
    ParentJvm parent = ParentJvm.connect();
    warmUp();
    Path folder = Path.of(parent.meet());
    var options = DatabaseOptions.defaults().durability(Durability.NORMAL);
    Database db = Database.open(folder.resolve("bank.db"), options);
    NumberedCommits commits = NumberedCommits.fill(db, BYTES);
    try (var load = new WriteLoad(db, commits, WRITERS, System.nanoTime())) {
      parent.send("0");
      for (int i = 0; ; i++) {
        long before = load.acknowledged();
        db.backup(
            folder.resolve("copy.db"),
            BackupOptions.defaults()
                .replace(true)
                .compact(i % 3 == 2)
                .check(CopyCheck.values()[i % 3]));
        parent.send(Long.toString(before));
      }
    }
  }

  /// Loads all that a backup needs, so that the first comes soon after the order.
  private static void warmUp() {
    try (Database db = Database.inMemory()) {
      NumberedCommits commits = NumberedCommits.fill(db, 1);
      db.write(tx -> commits.write(tx, 1));
    }
  }
}
