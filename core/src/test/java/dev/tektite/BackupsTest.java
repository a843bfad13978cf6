package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.backup.BackupListener;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupReport;
import dev.tektite.backup.BackupSchedule;
import dev.tektite.backup.Backups;
import dev.tektite.backup.BackupsStatus;
import dev.tektite.backup.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
  private static final Instant START = Instant.parse("2026-11-20T18:17:30.123Z");

  @TempDir Path temp;

  private final List<BackupReport> made = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> failed = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore told = new Semaphore(0);
  private final Database db = Database.temporary(DatabaseOptions.minimal());

  private volatile Instant now = START;

  @AfterEach
  void close() {
    db.close();
  }

  private Path folder() {
    return temp.resolve("backups");
  }

  private BackupSchedule schedule() {
    return BackupSchedule.hourly()
        .name("bank")
        .clock(() -> now)
        .listener(
            new BackupListener() {
              @Override
              public void made(BackupReport report) {
                made.add(report);
                told.release();
              }

              @Override
              public void failed(Throwable failure, int consecutive) {
                failed.add(consecutive);
                told.release();
              }
            });
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// A schedule whose first backup has been made.
  private Backups started(BackupSchedule schedule) {
    Backups backups = db.backups(folder(), schedule);
    told.acquireUninterruptibly();
    return backups;
  }

  @Test
  void theFirstIsMadeAtOnceAndTheNextAfterTheInterval() throws IOException {
    try (Backups backups = started(schedule())) {
      assertThat(names()).containsExactly("bank-20261120T181730.123Z.db");
      now = START.plus(Duration.ofMinutes(59));
      assertThat(backups.look()).isFalse();
      now = START.plus(Duration.ofMinutes(60));
      backups.look(); // unless the schedule itself was faster
      assertThat(names())
          .containsExactly("bank-20261120T181730.123Z.db", "bank-20261120T191730.123Z.db");
      BackupsStatus status = backups.status();
      assertThat(status.lastSuccess()).isEqualTo(now);
      assertThat(status.next()).isEqualTo(now.plus(Duration.ofHours(1)));
      assertThat(status.files()).hasSize(2);
      assertThat(status.isFailing()).isFalse();
      assertThat(status.running()).isFalse();
    }
    assertThat(made).hasSize(2);
  }

  @Test
  void goesOnAfterARestart() throws IOException {
    started(schedule()).close();
    now = START.plus(Duration.ofMinutes(30));
    try (Backups backups = db.backups(folder(), schedule())) {
      assertThat(backups.status().lastSuccess()).isEqualTo(START);
      assertThat(backups.look()).isFalse();
      assertThat(backups.status().next()).isEqualTo(START.plus(Duration.ofHours(1)));
    }
    now = START.plus(Duration.ofHours(5));
    try (Backups backups = started(schedule())) { // overdue: made at once
      assertThat(backups.status().lastSuccess()).isEqualTo(now);
    }
    assertThat(names()).hasSize(2);
  }

  @Test
  void onlyWhatIsToBeKeptStays() throws IOException {
    try (Backups backups = started(schedule().keep(new Retention(2, 0, 2, 0)))) {
      Files.writeString(folder().resolve("bank-notes.txt"), "somebody else's");
      Files.writeString(folder().resolve("bank-20200101T000000.000Z.db"), "cut");
      Files.writeString(folder().resolve("other-20200101T000000.000Z.db"), "x".repeat(512));
      for (int i = 1; i <= 30; i++) {
        now = START.plus(Duration.ofHours(i));
        backups.look(); // unless the schedule itself was faster
      }
    }
    assertThat(names())
        .containsExactly(
            "bank-20200101T000000.000Z.db",
            "bank-20261121T231730.123Z.db",
            "bank-20261121T231730.123Z.db".replace("21T23", "22T00"),
            "bank-notes.txt",
            "other-20200101T000000.000Z.db")
        .hasSize(5);
  }

  @Test
  void failuresAreToldAndTriedAgainInGrowingPauses() throws IOException {
    try (Backups backups = started(schedule())) {
      Files.move(folder(), temp.resolve("moved"));
      Files.writeString(folder(), "a file where the folder was");
      now = START.plus(Duration.ofHours(2));
      Instant first = now;
      backups.look(); // unless the schedule itself was faster
      BackupsStatus status = backups.status();
      assertThat(status.isFailing()).isTrue();
      assertThat(status.lastFailure()).isEqualTo(now);
      assertThat(status.failure()).isNotBlank();
      assertThat(status.lastSuccess()).isEqualTo(START);
      assertThat(status.next()).isEqualTo(now.plus(Duration.ofMinutes(1)));
      assertThat(backups.look()).isFalse();
      now = first.plus(Duration.ofMinutes(1));
      backups.look(); // unless the schedule itself was faster
      assertThat(backups.status().next()).isEqualTo(now.plus(Duration.ofMinutes(2)));
      assertThat(failed).containsExactly(1, 2);
      assertThatThrownBy(backups::backupNow).isInstanceOf(RuntimeException.class);
      Files.delete(folder());
      now = now.plus(Duration.ofMinutes(4));
      backups.look(); // unless the schedule itself was faster
      assertThat(backups.status().consecutiveFailures()).isZero();
      assertThat(backups.status().lastSuccess()).isEqualTo(now);
    }
    assertThat(failed).containsExactly(1, 2, 3);
  }

  @Test
  void aClockThatWasWrongNeitherStopsNorDeletesAnything() throws IOException {
    try (Backups backups = started(schedule().keep(Retention.newest(1)))) {
      now = START.minus(Duration.ofDays(400)); // the clock is set right
      backups.look(); // unless the schedule itself was faster
      assertThat(backups.look()).isFalse();
      assertThat(names())
          .containsExactly("bank-20251016T181730.123Z.db", "bank-20261120T181730.123Z.db");
    }
  }

  @Test
  void twoAtTheSameMomentGetNamesOfTheirOwn() throws IOException {
    try (Backups backups = started(schedule())) {
      backups.backupNow();
      assertThat(names())
          .containsExactly("bank-20261120T181730.123Z.db", "bank-20261120T181730.124Z.db");
    }
  }

  @Test
  void closeStopsWhatIsUnderWay() throws Exception {
    var begun = new CountDownLatch(1);
    var options =
        BackupOptions.defaults()
            .bytesPerSecond(1)
            .onProgress(progress -> {
              begun.countDown();
              return true;
            });
    db.write(tx -> tx.execute("create table t(a)"));
    Backups backups = db.backups(folder(), schedule().options(options));
    begun.await();
    assertThat(backups.status().running()).isTrue();
    backups.close();
    backups.close();
    assertThat(names()).isEmpty();
    assertThat(failed).isEmpty();
    assertThat(backups.status().next()).isNull();
    assertThat(backups.look()).isFalse();
    assertThatThrownBy(backups::backupNow).hasMessageContaining("are closed");
  }

  @Test
  void closingTheDatabaseEndsItsSchedules() {
    Backups backups = started(schedule());
    db.close();
    assertThat(backups.isClosed()).isTrue();
    assertThatThrownBy(() -> db.backups(folder(), schedule()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void theNameIsThatOfTheDatabase() throws IOException {
    try (Database bank = Database.open(temp.resolve("my bank.sqlite"));
        Backups backups = bank.backups(folder(), BackupSchedule.daily().clock(() -> now))) {
      backups.backupNow();
      assertThat(names()).allMatch(name -> name.startsWith("my_bank-2026"));
    }
  }

  @Test
  void noThreadStaysWhenNothingIsScheduled() {
    started(schedule()).close();
    while (isAlive("tektite-timetable") || isAlive("tektite-backup")) {
      Thread.onSpinWait();
    }
  }

  private static boolean isAlive(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name));
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> BackupSchedule.every(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> schedule().name("../x")).hasMessageContaining("../x");
    assertThatThrownBy(
            () -> Backups.start(folder(), BackupSchedule.daily(), (file, how) -> db.backup(file)))
        .hasMessageContaining("give the schedule one");
  }
}
