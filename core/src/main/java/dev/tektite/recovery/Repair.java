package dev.tektite.recovery;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Saves what can be read of a damaged file into a new one.
///
/// It works on a copy of the file with its log or journal, beside the target: SQLite itself applies
/// these, which the original must not see. If SQLite then finds nothing wrong, the copy is made by
/// `VACUUM INTO`; else the pages are read one by one. The new file gets its name only when it is on
/// disk.
///
/// *One thread at a time.*
public final class Repair {
  private static final int MOST_PROBLEMS = 100;

  private final Path from;
  private final Path to;
  private final Consumer<? super RepairProgress> progress;
  private final List<String> problems = new ArrayList<>();

  /// @param from no connection of this process may have it open
  /// @param to does not exist
  public Repair(Path from, Path to, Consumer<? super RepairProgress> progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /// Does all of it.
  public RepairReport run() {
    long start = System.nanoTime();
    try {
      Path folder = Files.createTempDirectory(folderOf(to), ".tektite-repair-");
      try {
        RepairReport report = run(folder, start);
        publish(folder.resolve("new"));
        return report;
      } finally {
        Copies.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be repaired into %s".formatted(from, to), e);
    }
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("%s has no folder".formatted(file));
    }
    return Files.createDirectories(folder);
  }

  private RepairReport run(Path folder, long start) throws IOException {
    Path copy = Copies.withLog(from, folder);
    Path fresh = folder.resolve("new");
    boolean sound = applyLog(copy);
    List<TableRepair> tables;
    long lost = 0;
    String lostTable = "";
    if (sound) {
      tables = Soundness.copy(copy, fresh);
    } else {
      Files.deleteIfExists(fresh);
      try (PageFile pages = PageFile.open(copy);
          Connection target = Connection.open(fresh, OpenMode.CREATE)) {
        var rebuild = new Rebuild(pages, target, progress);
        rebuild.run();
        tables = List.copyOf(rebuild.tables());
        problems.addAll(rebuild.problems());
        lost = rebuild.lostAndFound().rows();
        lostTable = rebuild.lostAndFound().name();
      }
      check(fresh);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new RepairReport(from, to, sound, tables, lost, lostTable, List.copyOf(problems), took);
  }

  /// Has SQLite apply the log or the journal of the copy.
  ///
  /// @return whether SQLite finds nothing wrong with it
  private boolean applyLog(Path copy) {
    try (Connection connection = Connection.open(copy, OpenMode.READ_WRITE)) {
      connection.execute("pragma journal_mode = delete");
      return Soundness.problems(connection, 1).isEmpty();
    } catch (DatabaseException e) {
      problems.add("SQLite cannot open it: " + e.getMessage());
      return false;
    }
  }

  private void check(Path fresh) {
    try (Connection connection = Connection.open(fresh, OpenMode.READ_WRITE)) {
      problems.addAll(Soundness.problems(connection, MOST_PROBLEMS));
      problems.addAll(Soundness.danglingReferences(connection, MOST_PROBLEMS));
    }
  }

  private void publish(Path fresh) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (Files.exists(to)) {
      throw new IOException("%s has come into being meanwhile".formatted(to));
    }
    Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(folderOf(to))) {
      folder.force(true);
    } catch (IOException e) {
      // a folder cannot be flushed on every system
    }
  }
}
