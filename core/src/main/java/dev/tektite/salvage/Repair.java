package dev.tektite.salvage;

import dev.tektite.copy.Partial;
import dev.tektite.copy.Target;
import dev.tektite.recovery.RepairProgress;
import dev.tektite.recovery.RepairReport;
import dev.tektite.recovery.TableRepair;
import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.OpenMode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Saves what can be read of a damaged file into a new one.
///
/// It works on a copy of the file with its log or journal, beside the target: SQLite itself applies
/// these, which the original must not see. If SQLite then finds nothing wrong, the new file is made
/// by `VACUUM INTO`; else the pages are read one by one. The new file gets its name only when it is
/// on disk.
///
/// *One thread at a time.*
public final class Repair {
  private static final int IO = 10;
  private static final int MOST_PROBLEMS = 100;

  private final Path from;
  private final Path to;
  private final Target target;
  private final Consumer<? super RepairProgress> progress;
  private final List<String> problems = new ArrayList<>();

  /// @param from absolute, without symbolic links; no connection of this process has it open
  /// @param to absolute, without symbolic links; does not exist, but its folder does
  public Repair(Path from, Path to, Consumer<? super RepairProgress> progress) {
    this.from = from;
    this.to = to;
    this.target = new Target(to, false);
    this.progress = progress;
  }

  /// Does all of it.
  ///
  /// @throws DatabaseException if a disk fails, or the thread is interrupted; there is no new file
  ///   then
  public RepairReport run() {
    long start = System.nanoTime();
    Path copy = Partial.nameFor(to);
    Partial.begin(copy);
    try {
      target.prepare();
      Copies.withLog(from, copy);
      RepairReport report = run(copy, start);
      target.flush();
      target.publish();
      return report;
    } catch (ClosedByInterruptException e) {
      throw new DatabaseException.Cancelled(
          "The repair of %s was stopped: its thread was interrupted".formatted(from), e);
    } catch (IOException e) {
      var failure =
          DatabaseException.of(
              IO, "%s cannot be repaired into %s: %s".formatted(from, to, e), null, -1);
      failure.initCause(e);
      throw failure;
    } finally {
      target.end();
      Partial.end(copy);
    }
  }

  private RepairReport run(Path copy, long start) throws IOException {
    Path fresh = target.partial();
    boolean sound = applyLog(copy);
    List<TableRepair> tables;
    long lost = 0;
    String lostTable = "";
    if (sound) {
      tables = Soundness.copy(copy, fresh);
    } else {
      Files.deleteIfExists(fresh);
      try (PageFile pages = PageFile.open(copy);
          Connection connection = Connection.open(fresh, OpenMode.CREATE)) {
        var rebuild = new Rebuild(pages, connection, progress);
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
}
