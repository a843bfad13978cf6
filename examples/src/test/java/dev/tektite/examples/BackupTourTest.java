package dev.tektite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.backup.BackupListener;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupReport;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.backup.Backups;
import dev.tektite.backup.BackupsStatus;
import dev.tektite.backup.CopyCheck;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.backup.RestoreReport;
import dev.tektite.backup.Retention;
import dev.tektite.sqlite.DatabaseException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups and the way back, and the drill of `docs/backup-and-restore.md`.
class BackupTourTest {
  private static final String COUNT = "select count(*) from account";

  @TempDir Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private void log(String line) {
    log.add(line);
  }

  private void page(String message) {
    log.add(message);
  }

  private Path file() {
    return folder.resolve("bank.db");
  }

  private Database bank() {
    var db = Database.open(file());
    db.write(tx -> {
      tx.execute("create table if not exists account(id integer primary key, owner text)");
      tx.execute("insert into account(owner) values ('Ada'), ('Ben')");
    });
    return db;
  }

  @Test
  void byHand() {
    try (var db = bank()) {
      Path monday = folder.resolve("monday.db");
      // @start region=backup
      BackupReport report = db.backup(monday);
      log(report.toString());
      // @end
      assertThat(log.getFirst()).contains("monday.db holds", "check QUICK");
    }
  }

  @Test
  void withOptions() {
    try (var db = bank()) {
      Path copy = folder.resolve("copy.db");
      var wanted = new AtomicBoolean();
      // @start region=options
      var options =
          BackupOptions.defaults()
              .replace(true) // a file that is there; it stays until the new one is whole
              .check(CopyCheck.FULL)
              .bytesPerSecond(50_000_000)
              .stopWhen(wanted::get) // cancelled from another thread
              .onProgress(progress -> {
                log("%d %%, %s left".formatted(progress.percent(), progress.timeLeft()));
                return true; // go on
              });
      db.backup(copy, options);
      // @end
      assertThat(log).last().asString().startsWith("100 %");
      // @start region=compact
      db.backup(folder.resolve("small.db"), BackupOptions.defaults().compact(true));
      // @end
      assertThat(folder.resolve("small.db")).exists();
    }
  }

  @Test
  void byASchedule() {
    Path backups = folder.resolve("backups");
    try (var db = bank()) {
      // @start region=schedule
      var schedule =
          BackupSchedule.every(Duration.ofMinutes(15))
              .keep(new Retention(4, 24, 7, 8)) // newest, hours, days, weeks
              .options(BackupOptions.gentle())
              .listener(
                  new BackupListener() {
                    @Override
                    public void failed(Throwable failure, int consecutive) {
                      if (consecutive == 3) {
                        page("No backup for three attempts: " + failure.getMessage());
                      }
                    }
                  });
      Backups running = db.backups(backups, schedule); // until it or the database is closed
      // @end
      running.backupNow();
      // @start region=schedule-status
      BackupsStatus status = running.status();
      log("%s, next %s".formatted(status.lastSuccess(), status.next()));
      // @end
      assertThat(status.files()).isNotEmpty();
      assertThat(status.isFailing()).isFalse();
    }
  }

  @Test
  void theWayBack() {
    Path backup = folder.resolve("monday.db");
    try (var db = bank()) {
      db.backup(backup);
    }
    // @start region=restore
    RestoreReport report =
        Database.restore(backup, file(), RestoreOptions.defaults().replace(true));
    log(report.toString());
    // @end
    assertThat(log.getFirst()).contains("was restored from", "a former file was replaced");
  }

  /// The drill: from a schedule to a damaged file and back, and the data is there.
  @Test
  void theDrill() throws IOException {
    Path backups = folder.resolve("backups");
    // 1. A database with backups by a schedule.
    try (var db = bank();
        Backups running = db.backups(backups, BackupSchedule.hourly())) {
      running.backupNow();
    }
    // 2. The disk fails.
    try (var file = new RandomAccessFile(file().toFile(), "rw")) {
      file.write(new byte[8192]);
    }
    assertThatThrownBy(() -> Database.open(file()))
        .isInstanceOf(DatabaseException.Unreadable.class);
    // 3. The newest backup is the last by name.
    // @start region=drill
    Path newest = newestOf(backups);
    Path rehearsal = folder.resolve("rehearsal.db");
    Database.restore(newest, rehearsal); // elsewhere first: checked in full, nothing replaced
    try (var db = Database.open(rehearsal)) {
      log("accounts: " + db.<Long>read(tx -> tx.query(COUNT).asLong().one()));
    }
    Database.restore(newest, file(), RestoreOptions.defaults().replace(true));
    // @end
    // 4. The application goes on.
    assertThat(log).containsExactly("accounts: 2");
    try (var db = bank()) {
      assertThat(db.<Long>read(tx -> tx.query(COUNT).asLong().one())).isEqualTo(4);
    }
  }

  // @start region=newest
  static Path newestOf(Path backups) throws IOException {
    try (var files = Files.list(backups)) {
      return files.filter(file -> file.toString().endsWith(".db")).sorted().toList().getLast();
    }
  }
  // @end
}
