package dev.tektite.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.Durability;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.backup.CopyCheck;
import dev.tektite.backup.RestoreOptions;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.tests.backup.NumberedCommits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups on disks that fail: a clear error, nothing lost, nothing left, the database usable, and
/// a former backup as it was.
class BackupFaultsTest {
  private static final long BYTES = 300_000;
  private static final int MOST_WRITES = 1_000;
  private static final List<Boolean> BOTH = List.of(false, true);
  private static final DatabaseOptions QUICK =
      DatabaseOptions.defaults().durability(Durability.OFF).cacheBytes(40_960);

  @TempDir Path temp;

  private final AtomicLong draw = new AtomicLong();
  private Path sources;
  private Path targets;
  private @Nullable Faults faults;

  @BeforeEach
  void makeFolders() throws IOException {
    assumeTrue(FaultVfs.isAvailable(), "no C compiler");
    sources = Files.createDirectory(temp.resolve("sources"));
    targets = Files.createDirectory(temp.resolve("targets"));
  }

  @AfterEach
  void end() {
    if (faults != null) {
      faults.clear();
    }
  }

  private Faults on(Path folder) {
    Faults script = FaultVfs.install().on(folder);
    faults = script;
    return script;
  }

  private Path copy() {
    return targets.resolve("copy.db");
  }

  private static BackupOptions replacing(boolean compact) {
    return BackupOptions.defaults().replace(true).compact(compact).check(CopyCheck.FULL);
  }

  private Database open() {
    return Database.open(sources.resolve("bank.db"), QUICK);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(targets)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// A backup that fails changes nothing, and the next one is made.
  private void requireFailure(
      Database db, NumberedCommits commits, Runnable backup, Faults script, Class<?> kind)
      throws IOException {
    byte[] before = Files.readAllBytes(copy());
    db.write(tx -> commits.write(tx, draw.incrementAndGet()));
    assertThatThrownBy(backup::run)
        .isInstanceOf(kind)
        .hasMessageContaining("The backup of")
        .hasMessageContaining("in the phase");
    script.clear();
    assertThat(names()).containsExactly("copy.db");
    assertThat(Files.readAllBytes(copy())).isEqualTo(before);
    db.write(tx -> commits.write(tx, draw.incrementAndGet()));
  }

  @Test
  void aSourceThatCannotBeRead() throws IOException {
    Faults script = on(sources);
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      db.backup(copy());
      for (boolean compact : BOTH) {
        for (long n : List.of(5L, 30L)) {
          requireFailure(
              db,
              commits,
              () -> {
                script.failReadsFrom(n, Faults.IOERR_READ);
                db.backup(copy(), replacing(compact));
              },
              script,
              DatabaseException.Io.class);
        }
        db.backup(copy(), replacing(compact));
        NumberedCommits.requireWhole(copy());
      }
    }
  }

  /// Each write to the target fails in turn, until there is none left to fail.
  @Test
  void eachWriteOfTheCopyFails() throws IOException {
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      db.backup(copy());
      for (boolean compact : BOTH) {
        Faults script = on(targets);
        for (long n = 1; failsAt(n, db, compact, script); n += 1 + n / 4) {
          long at = n;
          requireFailure(
              db,
              commits,
              () -> {
                script.failWrite(at, Faults.IOERR_WRITE);
                db.backup(copy(), replacing(compact));
              },
              script,
              DatabaseException.Io.class);
        }
        db.backup(copy(), replacing(compact));
        NumberedCommits.requireWhole(copy());
      }
    }
  }

  /// Whether a backup makes so many writes.
  private boolean failsAt(long n, Database db, boolean compact, Faults script) {
    assertThat(n).isLessThan(MOST_WRITES);
    script.clear();
    long before = script.writes();
    db.backup(copy(), replacing(compact));
    long writes = script.writes() - before;
    script.clear();
    return n <= writes;
  }

  @Test
  void aDiskThatIsFull() throws IOException {
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      db.backup(copy());
      for (boolean compact : BOTH) {
        for (long room : List.of(0L, 100_000L)) {
          Faults script = on(targets);
          requireFailure(
              db,
              commits,
              () -> {
                script.diskFullAfterBytes(room);
                db.backup(copy(), replacing(compact));
              },
              script,
              DatabaseException.Full.class);
        }
      }
    }
  }

  @Test
  void aCopyThatCannotBeReadBack() throws IOException {
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      db.backup(copy());
      Faults script = on(targets);
      var failsTheCheck =
          replacing(false)
              .onProgress(progress -> {
                if (progress.phase() == Phase.CHECK) {
                  script.failReadsFrom(script.reads() + 1, Faults.IOERR_READ);
                }
                return true;
              });
      requireFailure(
          db, commits, () -> db.backup(copy(), failsTheCheck), script, DatabaseException.class);
    }
  }

  /// A write that tells a lie is found by the check.
  @Test
  void aPageThatWasNeverWritten() throws IOException {
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      db.backup(copy());
      Faults script = on(targets);
      requireFailure(
          db,
          commits,
          () -> {
            script.failWrite(
                2, 0); // the first page of a table; lost content of a blob would not be found
            db.backup(copy(), replacing(false));
          },
          script,
          DatabaseException.Unreadable.class);
    }
  }

  @Test
  void theFolderVanishes() throws IOException {
    for (boolean compact : BOTH) {
      try (Database db = open()) {
        NumberedCommits commits = NumberedCommits.fill(db, BYTES);
        Files.createDirectories(targets);
        Path gone = temp.resolve("gone " + compact);
        var moves =
            BackupOptions.defaults()
                .compact(compact)
                .onProgress(progress -> {
                  if (Files.exists(targets) && progress.phase() == Phase.FLUSH) {
                    move(targets, gone);
                  }
                  return true;
                });
        assertThatThrownBy(() -> db.backup(copy(), moves))
            .isInstanceOf(DatabaseException.Io.class)
            .hasMessageContaining("in the phase FLUSH")
            .hasMessageContaining("there is no");
        db.write(tx -> commits.write(tx, 1));
        assertThat(gone.resolve("copy.db")).doesNotExist();
      }
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `/proc` refuses new files to everybody, root included.
  @Test
  void aFolderThatTakesNoFiles() {
    Path refused = Path.of("/proc/self/copy.db");
    assumeTrue(Files.isDirectory(refused.getParent()), "no /proc");
    try (Database db = open()) {
      NumberedCommits commits = NumberedCommits.fill(db, BYTES);
      for (boolean compact : BOTH) {
        assertThatThrownBy(() -> db.backup(refused, BackupOptions.defaults().compact(compact)))
            .isInstanceOf(DatabaseException.class)
            .hasMessageContaining("copy.db");
      }
      db.write(tx -> commits.write(tx, 1));
    }
  }

  @Test
  void restoringOntoAFailingDiskLeavesTheFormerDatabase() throws IOException {
    try (Database db = open()) {
      NumberedCommits.fill(db, BYTES);
      db.backup(copy());
    }
    Path bank = targets.resolve("bank.db");
    Database.restore(copy(), bank);
    byte[] before = Files.readAllBytes(bank);
    List<Consumer<Faults>> failures =
        List.of(
            script -> script.failWritesFrom(3, Faults.IOERR_WRITE),
            script -> script.diskFullAfterBytes(50_000),
            script -> script.failReadsFrom(1, Faults.IOERR_READ));
    for (Consumer<Faults> failure : failures) {
      Faults script = on(targets);
      failure.accept(script);
      assertThatThrownBy(
              () -> Database.restore(copy(), bank, RestoreOptions.defaults().replace(true)))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("The restoring of");
      script.clear();
      assertThat(names()).containsExactly("bank.db", "copy.db");
      assertThat(Files.readAllBytes(bank)).isEqualTo(before);
    }
    Database.restore(copy(), bank, RestoreOptions.defaults().replace(true));
    NumberedCommits.requireWhole(bank);
  }
}
