package dev.tektite.tests.migration;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.testkit.faults.FaultVfs;
import dev.tektite.testkit.faults.Faults;
import dev.tektite.testkit.faults.Survivors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The last twenty steps of [Vault], run on a disk that fails at its n-th operation, or whose power
/// is cut there. Whatever happens, the database is at the old or at the new version.
///
/// *One thread at a time.*
public final class MigrationFaults {
  private final Path folder;
  private final Path old;
  private final Path work;
  private final DatabaseOptions plain;
  private final DatabaseOptions migrating;
  private final List<String> before;
  private final List<String> after;
  private long tries;
  private long stayedOld;

  /// What is to fail.
  public enum Fault {
    WRITE_ONCE {
      @Override
      void at(Faults faults, long n) {
        faults.failWrite(n, Faults.IOERR_WRITE);
      }
    },
    WRITES_FROM {
      @Override
      void at(Faults faults, long n) {
        faults.failWritesFrom(n, Faults.IOERR_WRITE);
      }
    },
    DISK_FULL {
      @Override
      void at(Faults faults, long n) {
        faults.failWritesFrom(n, Faults.FULL);
      }
    },
    SYNC_ONCE {
      @Override
      void at(Faults faults, long n) {
        faults.failSync(n, Faults.IOERR_FSYNC);
      }
    },
    SYNCS_FROM {
      @Override
      void at(Faults faults, long n) {
        faults.failSyncsFrom(n, Faults.IOERR_FSYNC);
      }
    };

    abstract void at(Faults faults, long n);

    private long count(Faults faults) {
      return name().startsWith("SYNC") ? faults.syncs() : faults.writes();
    }
  }

  /// Makes the old database, and learns what it becomes.
  ///
  /// @param folder empty
  public MigrationFaults(Path folder, boolean wal) throws IOException {
    this.folder = folder;
    this.old = folder.resolve("old.db");
    this.work = folder.resolve("work.db");
    this.plain = DatabaseOptions.minimal().cacheBytes(40_960).wal(wal);
    this.migrating = plain.migrations(Vault.SCHEMA);
    Vault.make(old, Vault.OLD, plain);
    try (Database db = Database.open(old, plain)) {
      Vault.fill(db);
    }
    this.before = contents(old);
    Files.copy(old, work);
    Database.open(work, migrating).close();
    this.after = contents(work);
  }

  private List<String> contents(Path file) {
    try (Database db = Database.open(file, plain)) {
      return db.read(Vault::contents);
    }
  }

  /// How often something failed, or the power was cut.
  public long tries() {
    return tries;
  }

  /// How often of these the database stayed at the old version.
  public long stayedOld() {
    return stayedOld;
  }

  private void freshWork() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(work.resolveSibling(work.getFileName() + suffix));
    }
    Files.copy(old, work);
  }

  /// Lets each operation fail, or each so many-th.
  public void fail(Fault fault, int every) throws IOException {
    try (Faults faults = FaultVfs.install().on(work)) {
      freshWork();
      long start = fault.count(faults);
      Database.open(work, migrating).close();
      long operations = fault.count(faults) - start;
      for (long n = 1; n <= operations; n += every) {
        freshWork();
        fault.at(faults, n);
        boolean opened = tryToOpen();
        faults.clear();
        require(work, opened, "%s at %d of %d".formatted(fault, n, operations));
      }
    }
  }

  private boolean tryToOpen() {
    boolean opened = false;
    try (Database db = Database.open(work, migrating)) {
      opened = !db.path().toString().isEmpty();
    } catch (RuntimeException e) {
      if (e.getMessage() == null) {
        throw e; // not one that tells what happened
      }
    }
    return opened;
  }

  /// Cuts the power after each write, sync and truncation, or each so many-th.
  public void cutPower(Survivors survivors, int every, long seed) throws IOException {
    Path images = folder.resolve("images");
    try (Faults faults = FaultVfs.install().on(work)) {
      freshWork();
      faults.imagesInto(Files.createDirectories(images), survivors, seed);
      faults.imageAfterEvery(every);
      Database db = Database.open(work, migrating);
      long opened = faults.steps();
      db.close();
      faults.clear();
      for (Path image : entries(images)) {
        boolean later = Long.parseLong(image.getFileName().toString()) > opened;
        require(
            image.resolve("work.db"), later, "power cut, %s, image %s".formatted(survivors, image));
        for (Path file : entries(image)) {
          Files.delete(file);
        }
        Files.delete(image);
      }
    }
  }

  /// @param mustBeNew whether the migration had been told to be stored
  private void require(Path file, boolean mustBeNew, String what) {
    tries++;
    List<String> found = contents(file);
    boolean isOld = found.equals(before);
    if (!found.equals(after) && (mustBeNew || !isOld)) {
      throw new AssertionError(
          "%s: the database is %s"
              .formatted(what, isOld ? "old, though it was opened" : "between the versions"));
    }
    stayedOld += isOld ? 1 : 0;
    try (Database db = Database.open(file, migrating)) {
      if (!db.<List<String>>read(Vault.SCHEMA::validate).isEmpty()
          || !db.<List<String>>read(Vault::contents).equals(after)) {
        throw new AssertionError(what + ": the database cannot be brought to the new version");
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  @Override
  public String toString() {
    return "%d faults, after %d of which the database was old".formatted(tries, stayedOld);
  }
}
