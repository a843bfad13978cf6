package dev.tektite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.backup.CopyCheck;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.backup.RestoreReport;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
  private static final RestoreOptions REPLACE = RestoreOptions.defaults().replace(true);

  @TempDir Path temp;

  private Path backup;
  private Path bank;

  @BeforeEach
  void makeABackup() {
    backup = temp.resolve("backup.db");
    bank = temp.resolve("bank").resolve("bank.db");
    try (Database db = Database.temporary()) {
      db.write(tx -> {
        tx.execute("create table t(a integer primary key, b blob)");
        tx.execute("insert into t values (7, randomblob(50000))");
        tx.execute("create index i on t(b)");
      });
      db.backup(backup);
    }
  }

  private static Long seven(Path file) {
    try (Database db = Database.open(file)) {
      return db.read(tx -> tx.query("select a from t").asLong().one());
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(bank.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void makeABank() {
    try (Database db = Database.open(bank)) {
      db.write(tx -> tx.executeScript("create table old(a); insert into old values (1)"));
    }
  }

  @Test
  void aNewPlaceIsFilled() throws IOException {
    byte[] before = Files.readAllBytes(backup);
    RestoreReport report = Database.restore(backup, bank);
    assertThat(report.replaced()).isFalse();
    assertThat(report.removed()).isEmpty();
    assertThat(report.bytes()).isEqualTo(Files.size(bank)).isEqualTo(report.pages() * 4096);
    assertThat(report.check()).isEqualTo(CopyCheck.FULL);
    assertThat(report.toString()).contains("bank.db", "backup.db", "no file before");
    assertThat(names()).containsExactly("bank.db");
    assertThat(seven(bank)).isEqualTo(7);
    assertThat(Files.readAllBytes(backup)).isEqualTo(before);
    assertThat(backup.resolveSibling("backup.db-wal")).doesNotExist();
  }

  @Test
  void anExistingDatabaseNeedsReplace() throws IOException {
    makeABank();
    byte[] before = Files.readAllBytes(bank);
    assertThatThrownBy(() -> Database.restore(backup, bank))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("replace(true)");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
    assertThat(Database.restore(backup, bank, REPLACE).replaced()).isTrue();
    assertThat(seven(bank)).isEqualTo(7);
  }

  @Test
  void theLogOfTheFormerDatabaseGoesWithIt() throws IOException {
    makeABank();
    leaveALog();
    RestoreReport report = Database.restore(backup, bank, REPLACE);
    assertThat(report.removed())
        .extracting(path -> path.getFileName().toString())
        .contains("bank.db-wal");
    assertThat(names()).containsExactly("bank.db");
    assertThat(seven(bank)).isEqualTo(7);
  }

  /// As a process that was killed leaves it.
  private void leaveALog() throws IOException {
    Path aside = temp.resolve("aside");
    try (Connection connection = Connection.open(bank, OpenMode.READ_WRITE)) {
      connection.execute("pragma wal_autocheckpoint = 0; insert into old values (2)");
      try (Connection copier = Connection.openInMemory()) {
        copier.execute("select 1");
      }
      Files.copy(Path.of(bank + "-wal"), aside);
    }
    Files.move(aside, Path.of(bank + "-wal"));
  }

  @Test
  void aLogWithoutItsDatabaseGoesToo() throws IOException {
    makeABank();
    leaveALog();
    Files.delete(bank);
    Database.restore(backup, bank);
    assertThat(names()).containsExactly("bank.db");
    assertThat(seven(bank)).isEqualTo(7);
  }

  @Test
  void aDamagedDatabaseIsReplaced() throws IOException {
    Files.createDirectories(bank.getParent());
    Files.writeString(bank, "this is no database at all, but longer than its header".repeat(100));
    Files.writeString(Path.of(bank + "-wal"), "nor is this a log");
    Database.restore(backup, bank, REPLACE);
    assertThat(names()).containsExactly("bank.db");
    assertThat(seven(bank)).isEqualTo(7);
  }

  @Test
  void anOpenDatabaseIsNotReplaced() {
    makeABank();
    try (Database db = Database.open(bank)) {
      assertThatThrownBy(() -> Database.restore(backup, bank, REPLACE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("open already in this process");
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from old").asLong().one()))
          .isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatSomebodyElseHasOpenIsNotReplaced() {
    makeABank();
    // A connection that the process does not know of stands for another process.
    try (Connection other = Connection.open(bank, OpenMode.READ_WRITE)) {
      other.execute("begin; select * from old");
      assertThatThrownBy(() -> Database.restore(backup, bank, REPLACE))
          .isInstanceOf(DatabaseException.Busy.class)
          .hasMessageContaining("in use by another process");
      other.execute("rollback; insert into old values (3)");
    }
  }

  @Test
  void aDatabaseInUseIsRestoredFromAtItsNewestCommit() {
    makeABank();
    Path copy = temp.resolve("copy.db");
    try (Database db = Database.open(bank)) {
      db.write(tx -> tx.execute("insert into old values (2)"));
      Database.restore(bank, copy);
      db.write(tx -> tx.execute("insert into old values (3)"));
    }
    try (Database db = Database.open(copy)) {
      assertThat(db.<Long>read(tx -> tx.query("select count(*) from old").asLong().one()))
          .isEqualTo(2);
    }
  }

  // ---- what is not fit to be restored ----

  private void requireRefused(Class<? extends Exception> kind, String why) throws IOException {
    makeABank();
    byte[] before = Files.readAllBytes(bank);
    assertThatThrownBy(() -> Database.restore(backup, bank, REPLACE))
        .isInstanceOf(kind)
        .hasMessageContaining(why);
    assertThat(names()).containsExactly("bank.db");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
  }

  @Test
  void aMissingBackup() throws IOException {
    Files.delete(backup);
    requireRefused(DatabaseException.Io.class, "there is no file");
  }

  @Test
  void anEmptyBackup() throws IOException {
    Files.write(backup, new byte[0]);
    requireRefused(DatabaseException.Unreadable.class, "is empty");
  }

  @Test
  void noDatabase() throws IOException {
    Files.writeString(backup, "no database".repeat(1000));
    requireRefused(DatabaseException.Unreadable.class, "not a database");
  }

  @Test
  void aBackupThatWasCut() throws IOException {
    try (var file = new RandomAccessFile(backup.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    requireRefused(DatabaseException.Unreadable.class, "malformed");
  }

  @Test
  void aBackupWithADamagedPage() throws IOException {
    try (var file = new RandomAccessFile(backup.toFile(), "rw")) {
      file.seek(4096);
      file.write(new byte[4096]);
    }
    requireRefused(DatabaseException.Unreadable.class, "FULL check found");
  }

  @Test
  void anIndexThatDoesNotFitItsTable() throws IOException {
    try (Connection connection = Connection.open(backup, OpenMode.READ_WRITE)) {
      connection.execute(
          """
          pragma journal_mode = delete;
          pragma writable_schema = on;
          update sqlite_schema set sql = 'create index i on t(a)' where name = 'i';
          """);
    }
    requireRefused(DatabaseException.Unreadable.class, "FULL check found");
  }

  @Test
  void theDatabaseItself() {
    assertThatThrownBy(() -> Database.restore(backup, backup, REPLACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from itself");
  }

  @Test
  void whatNobodyHasLookedAt() {
    assertThatThrownBy(() -> REPLACE.check(CopyCheck.NONE)).hasMessageContaining("verified");
  }

  @Test
  void cancelledItLeavesNothing() throws IOException {
    makeABank();
    byte[] before = Files.readAllBytes(bank);
    for (RestoreOptions options :
        List.of(REPLACE.onProgress(progress -> false), REPLACE.stopWhen(() -> true))) {
      assertThatThrownBy(() -> Database.restore(backup, bank, options))
          .isInstanceOf(DatabaseException.Cancelled.class);
      assertThat(names()).containsExactly("bank.db");
    }
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
  }

  @Test
  void pathsWithOddNames() throws IOException {
    Path odd = temp.resolve("a?b#c%20 ä'\";.db");
    Files.move(backup, odd);
    Path to = temp.resolve("x?mode=ro&y.db");
    Database.restore(odd, to);
    assertThat(seven(to)).isEqualTo(7);
  }
}
