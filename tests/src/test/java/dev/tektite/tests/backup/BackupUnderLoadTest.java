package dev.tektite.tests.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.BlockOptions;
import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.backup.Backups;
import dev.tektite.backup.CopyCheck;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.DatabaseExtension;
import dev.tektite.testkit.DatabaseMode;
import dev.tektite.testkit.EveryDatabase;
import dev.tektite.testkit.Steps;
import dev.tektite.testkit.TestDatabases;
import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPin;
import dev.tektite.wal.WalPolicy;
import dev.tektite.wal.WalStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(DatabaseExtension.class)
class BackupUnderLoadTest {
  private static final int WRITERS = 32;
  private static final long SEED = 7;

  @TempDir Path copies;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(copies)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// Each copy equals a commit that had not been made long before: writers neither tear nor starve
  /// it.
  @EveryDatabase
  void aCopyUnderFullLoadEqualsACommit(Database db) throws IOException {
    NumberedCommits commits = NumberedCommits.fill(db, 4_000_000);
    try (var load = new WriteLoad(db, commits, WRITERS, SEED)) {
      for (int i = 0; i < 4; i++) {
        load.await(100);
        Path copy = copies.resolve(i + ".db");
        long before = load.acknowledged();
        db.backup(copy, BackupOptions.defaults().compact(i % 2 == 1).check(CopyCheck.FULL));
        long after = db.read(NumberedCommits::newest);
        assertThat(NumberedCommits.requireWhole(copy)).isBetween(before, after);
      }
    }
    assertThat(names()).containsExactly("0.db", "1.db", "2.db", "3.db");
  }

  @EveryDatabase({DatabaseMode.FILE})
  void aSlowCopyIsNotStarvedEither(Database db) {
    NumberedCommits commits = NumberedCommits.fill(db, 2_000_000);
    Path copy = copies.resolve("slow.db");
    try (var load = new WriteLoad(db, commits, WRITERS, SEED)) {
      load.await(100);
      long before = load.acknowledged();
      var waits =
          BackupOptions.defaults()
              .bytesPerSecond(4_000_000)
              .onProgress(progress -> {
                load.await(50); // between any two steps others commit
                return true;
              });
      db.backup(copy, waits);
      assertThat(NumberedCommits.requireWhole(copy)).isBetween(before, load.acknowledged());
    }
  }

  //   backup                       keeper, writers
  //   pins a commit
  //                                the log grows beyond its ceiling
  //                                names the backup, and does not stop it
  //   goes on to its end
  @Test
  void itIsNamedAsTheReaderThatPinsTheLogAndNotInterrupted(TestDatabases databases, Steps steps) {
    Database db =
        databases.open(
            DatabaseOptions.defaults()
                .durability(Durability.OFF)
                .walPolicy(
                    WalPolicy.defaults()
                        .resetBytes(1 << 20)
                        .ceilingBytes(1 << 20)
                        .atCeiling(AtCeiling.INTERRUPT_READER)));
    NumberedCommits commits = NumberedCommits.fill(db, 1_000_000);
    var named = new AtomicBoolean();
    var holds =
        BackupOptions.defaults()
            .onProgress(progress -> {
              steps.at("pinned");
              while (!named.get()) {
                Thread.onSpinWait();
              }
              return true;
            });
    steps.start("backup", () -> db.backup(copies.resolve("copy.db"), holds));
    steps.await("pinned");
    try (var load = new WriteLoad(db, commits, 4, SEED)) {
      steps.until("the backup to be named", () -> isNamed(db.status().wal()));
      load.await(100);
      assertThat(db.status().wal().isAboveCeiling()).isTrue();
    } finally {
      named.set(true);
    }
    assertThat(steps.outcome("backup")).isNull();
    NumberedCommits.requireWhole(copies.resolve("copy.db"));
  }

  private static boolean isNamed(WalStatus wal) {
    WalPin pin = wal.pinnedBy();
    return pin != null
        && wal.isAboveCeiling()
        && pin.kind() == WalPin.Kind.EXEMPT
        && "backup to copy.db".equals(pin.label())
        && "backup".equals(pin.thread());
  }

  //   backup                       main
  //   pins a commit, crawls
  //                                close: stops it, waits for it, closes
  @EveryDatabase({DatabaseMode.FILE, DatabaseMode.FILE_WITHOUT_WAL})
  void closingTheDatabaseStopsIt(Database db, Steps steps) throws IOException {
    NumberedCommits.fill(db, 1_000_000);
    var crawls =
        BackupOptions.defaults()
            .bytesPerSecond(1)
            .onProgress(progress -> {
              steps.at("pinned");
              return true;
            });
    steps.startToFail("backup", () -> db.backup(copies.resolve("copy.db"), crawls));
    steps.await("pinned");
    db.close();
    assertThat(steps.outcome("backup"))
        .isInstanceOf(DatabaseException.Cancelled.class)
        .hasMessageContaining("is being closed");
    assertThat(names()).isEmpty();
  }

  /// Where there is no log, a block that waits for a backup is told for what.
  @EveryDatabase({DatabaseMode.FILE_WITHOUT_WAL})
  void blocksThatWaitForItAreToldSo(Database db, Steps steps) {
    NumberedCommits.fill(db, 100_000);
    var stop = new AtomicBoolean();
    var crawls =
        BackupOptions.defaults()
            .bytesPerSecond(1)
            .stopWhen(stop::get)
            .onProgress(progress -> {
              steps.at("pinned");
              return true;
            });
    steps.startToFail("backup", () -> db.backup(copies.resolve("copy.db"), crawls));
    steps.await("pinned");
    var hurried = db.with(BlockOptions.defaults().waitLimit(Duration.ofMillis(20)));
    assertThatThrownBy(() -> hurried.write(tx -> tx.execute("update counter set n = n")))
        .isInstanceOf(DatabaseException.Busy.class)
        .hasMessageContaining("backup to copy.db");
    stop.set(true);
    assertThat(steps.outcome("backup")).isInstanceOf(DatabaseException.Cancelled.class);
    db.write(tx -> tx.execute("update counter set n = n"));
  }

  @EveryDatabase({DatabaseMode.FILE})
  void schedulesWorkBesideWriters(Database db) {
    NumberedCommits commits = NumberedCommits.fill(db, 1_000_000);
    try (var load = new WriteLoad(db, commits, WRITERS, SEED);
        Backups backups = db.backups(copies, BackupSchedule.every(Duration.ofHours(1)))) {
      for (int i = 0; i < 3; i++) {
        load.await(10);
        backups.backupNow();
      }
      assertThat(backups.status().files()).hasSizeGreaterThanOrEqualTo(2);
      backups.status().files().forEach(NumberedCommits::requireWhole);
    }
  }

  @EveryDatabase({DatabaseMode.FILE})
  void virtualThreadsMakeBackupsToo(Database db, Steps steps) {
    NumberedCommits.fill(db, 1_000_000);
    for (boolean compact : List.of(false, true)) {
      Path copy = copies.resolve(compact + ".db");
      String name = "virtual " + compact;
      steps.startVirtual(name, () -> db.backup(copy, BackupOptions.defaults().compact(compact)));
      assertThat(steps.outcome(name)).isNull();
      NumberedCommits.requireWhole(copy);
    }
  }
}
