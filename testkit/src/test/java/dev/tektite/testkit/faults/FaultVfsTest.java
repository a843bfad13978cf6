package dev.tektite.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultVfsTest {
  private static final String COMMIT = "insert into t(x) values (hex(randomblob(300)))";

  @TempDir Path folder;
  @TempDir Path images;
  private Faults faults;
  private Connection connection;

  @BeforeEach
  void openThroughTheFaultVfs() {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    faults = FaultVfs.install().on(folder);
    connection = open(folder.resolve("a.db"));
    connection.execute("create table t(x)");
  }

  @AfterEach
  void close() {
    if (connection != null) {
      connection.close();
      faults.close();
    }
  }

  private static Connection open(Path file) {
    var connection = Connection.open(file, OpenMode.CREATE);
    connection.execute("pragma journal_mode = wal; pragma synchronous = full");
    return connection;
  }

  private static long rows(Connection connection) {
    try (var count = connection.prepare("select count(*) from t")) {
      assertThat(count.step()).isTrue();
      return count.columnLong(0);
    }
  }

  private static long rowsOf(Path image) {
    try (var copy = Connection.open(image.resolve("a.db"), OpenMode.READ_WRITE)) {
      return rows(copy);
    }
  }

  private void commit() {
    connection.execute(COMMIT);
  }

  private static void assertFails(int code, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void everyDatabaseOfTheProcessPassesThroughIt() {
    long before = faults.writes();
    commit();
    assertThat(faults.writes()).isGreaterThan(before);
    assertThat(faults.syncs()).isPositive();
    assertThat(faults.steps()).isGreaterThanOrEqualTo(faults.writes() + faults.syncs());
  }

  @Test
  void itIsInstalledOnce() {
    assertThat(FaultVfs.install()).isSameAs(FaultVfs.install());
    assertThat(FaultVfs.install().name()).isEqualTo("multipleciphers-tektite-fault");
  }

  @Test
  void aWriteFailsOnce() {
    faults.failWrite(2, Faults.IOERR_WRITE);
    assertFails(Faults.IOERR_WRITE, this::commit);
    commit();
    assertThat(rows(connection)).isEqualTo(1);
  }

  @Test
  void syncsFailUntilTheScriptIsCleared() {
    faults.failSyncsFrom(1, Faults.IOERR_FSYNC);
    assertFails(Faults.IOERR_FSYNC, this::commit);
    assertFails(Faults.IOERR_FSYNC, this::commit);
    faults.clear();
    commit();
    assertThat(faults.syncs()).isPositive();
  }

  @Test
  void oneKindOfFileFails() {
    faults.only(FileKind.DATABASE).failWritesFrom(1, Faults.IOERR_WRITE);
    commit();
    assertFails(Faults.IOERR_WRITE, () -> connection.checkpoint(CheckpointMode.TRUNCATE));
  }

  @Test
  void theDiskIsFullUntilThereIsRoomAgain() {
    faults.diskFullAfterBytes(20_000);
    assertFails(
        Faults.FULL,
        () -> {
          for (int i = 0; i < 20; i++) {
            commit();
          }
        });
    faults.clear();
    commit();
  }

  @Test
  void aTornWriteIsNoCommit() {
    faults.imagesInto(images, Survivors.ALL, 0);
    commit();
    faults.tearWriteAndCutPower(2, 1000);
    assertThatThrownBy(this::commit).isInstanceOf(DatabaseException.class);
    assertThat(rowsOf(faults.image(faults.steps()))).isEqualTo(1);
  }

  @Test
  void everyAcknowledgedCommitIsInTheImagesFromThenOn() throws IOException {
    faults.imagesInto(images, Survivors.SOME, 42).imageAfterEvery(1);
    long[] acknowledged = new long[20];
    for (int i = 0; i < acknowledged.length; i++) {
      commit();
      acknowledged[i] = faults.steps();
    }
    faults.clear();
    long step = acknowledged[0];
    for (int i = 0; i < acknowledged.length; i++) {
      for (;
          step <= (i + 1 < acknowledged.length ? acknowledged[i + 1] - 1 : acknowledged[i]);
          step++) {
        assertThat(rowsOf(images.resolve(Long.toString(step))))
            .as("step %d", step)
            .isGreaterThan(i);
      }
    }
  }

  @Test
  void whatWasNotSyncedIsLostInAPowerCut() {
    connection.execute("pragma synchronous = normal");
    connection.checkpoint(CheckpointMode.TRUNCATE);
    commit();
    assertThat(rowsOf(faults.imagesInto(images, Survivors.SYNCED, 0).image())).isZero();
    assertThat(rowsOf(faults.imagesInto(images.resolve("all"), Survivors.ALL, 0).image())).isOne();
  }

  @Test
  void nothingWorksWithoutPower() {
    commit();
    Path image = faults.powerCut(images, 7);
    assertThatThrownBy(this::commit).isInstanceOf(DatabaseException.class);
    assertThatThrownBy(() -> open(folder.resolve("other.db")))
        .isInstanceOf(DatabaseException.class);
    assertThat(rowsOf(image)).isOne();
    faults.clear();
    commit();
  }

  @Test
  void twoScriptsDoNotMeet(@TempDir Path elsewhere) {
    Path file = elsewhere.resolve("b.db");
    try (Faults others = FaultVfs.install().on(file);
        var other = open(file)) {
      others.failWritesFrom(1, Faults.FULL);
      commit();
      assertFails(Faults.FULL, () -> other.execute("create table t(x)"));
    }
  }

  @Test
  void encryptedDatabasesStayEncrypted() throws IOException {
    try (var encrypted = Connection.open(folder.resolve("secret.db"), OpenMode.CREATE)) {
      encrypted.execute("pragma key = 'open sesame'; pragma journal_mode = wal");
      encrypted.execute("create table t(x); insert into t values ('the marker')");
      faults.imagesInto(images, Survivors.ALL, 0);
      Path image = faults.image();
      for (String name : new String[] {"secret.db", "secret.db-wal"}) {
        String bytes = Files.readString(image.resolve(name), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("the marker").doesNotContain("SQLite format");
      }
    }
  }

  @Test
  void theWalIndexIsSeen() {
    commit();
    rows(connection);
    assertThat(connection.walIndex()).isNotNull();
  }

  @Test
  void mistakesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.failWrite(0, Faults.FULL))
        .withMessageContaining("n >= 1");
    assertThatIllegalStateException()
        .isThrownBy(() -> faults.cutPowerAfterWrite(1))
        .withMessageContaining("imagesInto");
    for (int i = 0; i < 8; i++) {
      faults.failWrite(1000, Faults.FULL);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> faults.failWrite(1000, Faults.FULL))
        .withMessageContaining("clear()");
  }
}
