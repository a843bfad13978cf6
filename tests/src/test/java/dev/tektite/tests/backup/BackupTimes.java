package dev.tektite.tests.backup;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import dev.tektite.backup.BackupOptions;
import dev.tektite.backup.BackupProgress;
import dev.tektite.backup.BackupReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// How long a backup takes while nobody writes, and how long while 32 threads write as fast as they
/// can; the second copy is checked in full and proved to equal a commit.
///
/// *One thread at a time.*
public final class BackupTimes {
  private static final int WRITERS = 32;
  private static final int BLOCKS_BEFORE = 1_000;

  private final Path folder;
  private final long bytes;
  private final long seed;

  /// @param bytes about how large the database is
  public BackupTimes(Path folder, long bytes, long seed) {
    this.folder = folder;
    this.bytes = bytes;
    this.seed = seed;
  }

  /// What came of it.
  ///
  /// @param blocks how many blocks were written during the loaded backup
  /// @param commit the commit that its copy equals
  public record Report(BackupReport idle, BackupReport loaded, long blocks, long commit) {
    /// How many times as long the loaded one took.
    public double ratio() {
      return (double) loaded.duration().toNanos() / idle.duration().toNanos();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "backup of %.2f GB: idle %.1f s (copying %.1f s), under %d writers %.1f s (copying %.1f s),"
              + " %.2f times as long; %d blocks were written meanwhile; the copy equals commit %d",
          idle.bytes() / 1e9,
          seconds(idle.duration()),
          seconds(idle.copying()),
          WRITERS,
          seconds(loaded.duration()),
          seconds(loaded.copying()),
          ratio(),
          blocks,
          commit);
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }

  /// Measures.
  ///
  /// @param progress is told what is being done
  /// @throws AssertionError if the copy equals no commit
  public Report run(Consumer<Object> progress) throws IOException {
    Path copy = folder.resolve("timed.copy");
    try (Database db = Database.open(folder.resolve("timed.db"), DatabaseOptions.defaults())) {
      progress.accept("filling the database");
      NumberedCommits commits = NumberedCommits.fill(db, bytes);
      BackupOptions options =
          BackupOptions.defaults().replace(true).onProgress(state -> tell(progress, state));
      db.backup(copy, options); // so that neither is the first to write these blocks of the disk
      BackupReport idle = db.backup(copy, options);
      Report report = underLoad(db, commits, copy, options, idle);
      Files.delete(copy);
      return report;
    } finally {
      Files.deleteIfExists(folder.resolve("timed.db"));
    }
  }

  private Report underLoad(
      Database db, NumberedCommits commits, Path copy, BackupOptions options, BackupReport idle) {
    BackupReport loaded;
    long before;
    long after;
    long blocks;
    try (var load = new WriteLoad(db, commits, WRITERS, seed)) {
      load.await(BLOCKS_BEFORE);
      before = load.acknowledged();
      blocks = load.blocks();
      loaded = db.backup(copy, options);
      blocks = load.blocks() - blocks;
      after = db.read(NumberedCommits::newest);
    }
    long commit = NumberedCommits.requireWhole(copy);
    if (commit < before || commit > after) {
      throw new AssertionError(
          "The copy holds %d, but was made between %d and %d".formatted(commit, before, after));
    }
    return new Report(idle, loaded, blocks, commit);
  }

  private static boolean tell(Consumer<Object> progress, BackupProgress state) {
    progress.accept("backup: %s, %d %%".formatted(state.phase(), state.percent()));
    return true;
  }
}
