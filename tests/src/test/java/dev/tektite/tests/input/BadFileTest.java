package dev.tektite.tests.input;

import static dev.tektite.testkit.DatabaseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that cannot be a database, or no longer are one: a clear error, never a crash, and never
/// more damage. All files are changed while no connection is open.
class BadFileTest {
  private static final int FLIPS = 100;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.db");
  }

  private static void createRows(Path file) {
    try (Database db = Database.open(file)) {
      db.write(tx -> {
        tx.execute("create table t(a integer primary key, b text)");
        for (int i = 0; i < 500; i++) {
          tx.execute("insert into t(b) values (?)", "text ".repeat(20) + i);
        }
        tx.execute("create index t_b on t(b)");
      });
    }
  }

  @Test
  void aFolder() {
    assertThatThrownBy(() -> Database.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a folder")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void anEmptyPath() {
    assertThatThrownBy(() -> Database.open(Path.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void nulInThePath() {
    assertThatThrownBy(() -> Database.open(Path.of("a\0b.db")))
        .isInstanceOf(InvalidPathException.class);
  }

  @Test
  void aMissingFolderIsCreated() {
    Path deep = folder.resolve("x/y/z.db");
    Database.open(deep).close();
    assertThat(deep).exists();
  }

  @Test
  void aFileWhereAFolderIsNeeded() throws IOException {
    Files.writeString(folder.resolve("x"), "a file");
    assertThatThrownBy(() -> Database.open(folder.resolve("x/a.db")))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("folder");
    assertThat(Files.readString(folder.resolve("x"))).isEqualTo("a file");
  }

  @Test
  void aTextFile() throws IOException {
    String text = "This is no database.\n".repeat(1000);
    Files.writeString(file(), text);
    assertThatThrownBy(() -> Database.open(file()))
        .isInstanceOf(DatabaseException.Unreadable.class)
        .hasMessageContaining("not a database")
        .hasMessageContaining("a.db");
    assertThat(Files.readString(file())).isEqualTo(text);
    Files.delete(file());
    Database.open(file()).close();
  }

  @Test
  void anEmptyFileBecomesADatabase() throws IOException {
    Files.createFile(file());
    try (Database db = Database.open(file())) {
      db.write(tx -> tx.execute("create table t(a)"));
      assertThat(db).table("t").isEmpty();
    }
  }

  @Test
  void aTruncatedDatabase() throws IOException {
    createRows(file());
    long size = Files.size(file());
    for (long length = size - 4096; length > 0; length -= 7 * 1024) {
      try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      useDamaged(file());
    }
  }

  @Test
  void aDatabaseWithFlippedBits() throws IOException {
    createRows(file());
    byte[] sound = Files.readAllBytes(file());
    var random = new Random(20261120);
    for (int i = 0; i < FLIPS; i++) {
      byte[] damaged = sound.clone();
      for (int flips = 0; flips < 5; flips++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = folder.resolve("flipped-%d.db".formatted(i));
      Files.write(file, damaged);
      useDamaged(file);
      Files.delete(file);
    }
  }

  /// Reads and writes all that there is; every failure must be one of the family.
  private static void useDamaged(Path file) {
    try (Database db = Database.open(file, DatabaseOptions.minimal())) {
      db.read(tx -> tx.query("select count(*), sum(length(b)) from t").map(row -> 1).list());
      db.write(tx -> tx.execute("insert into t(b) values ('new')"));
      db.write(tx -> tx.execute("update t set b = b || 'x' where a % 10 = 0"));
      db.write(tx -> tx.execute("delete from t where a % 3 = 0"));
    } catch (DatabaseException e) {
      assertThat(e)
          .isInstanceOfAny(
              DatabaseException.Unreadable.class,
              DatabaseException.Rejected.class,
              DatabaseException.Constraint.class,
              DatabaseException.Io.class);
    }
    for (String suffix : new String[] {"-wal", "-shm", "-journal"}) {
      assertThat(Path.of(file + suffix)).doesNotExist();
    }
  }

  @Test
  void aLogThatBelongsToAnotherDatabaseIsNoHarm() throws IOException {
    createRows(file());
    var noise = new byte[10_000];
    new Random(7).nextBytes(noise);
    Files.write(Path.of(file() + "-wal"), noise);
    try (Database db = Database.open(file())) {
      assertThat(db).isHealthy().table("t").hasRows(500);
    }
  }

  @Test
  void aFileThatMustNotBeWritten() throws IOException {
    createRows(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r--r--"));
    assertThat(inAChild(file())).startsWith("500 rows, then ReadOnly: ");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    try (Database db = Database.open(file())) {
      assertThat(db).isHealthy().table("t").hasRows(500);
    }
  }

  @Test
  void aFolderThatMustNotBeWritten() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(inAChild(locked.resolve("a.db")))
        .startsWith("not opened, ")
        .contains("a.db")
        .doesNotContain("AccessDenied");
    assertThat(locked).isEmptyDirectory();
  }

  /// What a process is told that the permissions of files bind, which may not hold for this one.
  private static String inAChild(Path file) {
    try (ChildJvm child =
        ChildJvm.startBoundByPermissions(UnwritableChild.class, file.toString())) {
      return child.receive();
    }
  }
}
