package dev.tektite;

import dev.tektite.recovery.Finding;
import dev.tektite.recovery.RepairProgress;
import dev.tektite.recovery.RepairReport;
import dev.tektite.salvage.Destruction;
import dev.tektite.salvage.Inspection;
import dev.tektite.salvage.Repair;
import dev.tektite.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What can be done when a file is damaged, or not what it should be: look, save what can be saved,
/// or begin anew. A good backup is better than any of it; see [Database#restore].
///
/// The files must not be open in this process: close the [Database] first.
///
/// *Safe for any number of threads.*
public final class Recovery {
  private Recovery() {}

  /// Looks for what is wrong with a file, which is not changed: whether SQLite can read it, what
  /// `integrity_check` says, foreign keys that lead nowhere, and whether its version is known.
  /// Takes as long as reading all of it. A file with a log or a journal is looked at in a copy, in
  /// the folder for temporary files.
  ///
  /// @return the worst first; empty if nothing is wrong
  /// @throws IllegalArgumentException if there is no such file
  /// @throws IllegalStateException if the file is open in this process
  /// @throws UncheckedIOException if there can be no copy of it
  public static List<Finding> inspect(Path file) {
    return reserved(file, "it is being inspected", there -> new Inspection(there, null).run());
  }

  /// As [#inspect(Path)]; also looks for tables and columns that should be there.
  ///
  /// @param expected what should be there, such as `db.read(Schema::of)` of a new database
  /// @throws IllegalStateException if the file is open in this process
  public static List<Finding> inspect(Path file, Schema expected) {
    return reserved(file, "it is being inspected", there -> new Inspection(there, expected).run());
  }

  /// Saves what can be read of a damaged file into a new one. The damaged file is not changed.
  ///
  /// Rows come back with all their values or, where these lay on pages that are gone, with some of
  /// them null. Rows of which nobody knows the table any more go into a table of their own, as
  /// those that their table refuses. Needs room for twice the file beside the new one.
  ///
  /// @param damaged no process should be writing to it
  /// @param into must not exist; its folder is created where missing
  /// @throws IllegalArgumentException if there is no such file
  /// @throws IllegalStateException if the new one exists, or one is open in this process
  /// @throws dev.tektite.sqlite.DatabaseException if a disk fails; there is no new file then
  /// @throws dev.tektite.sqlite.DatabaseException.Cancelled if the thread is interrupted; there is
  ///   no new file then
  public static RepairReport repair(Path damaged, Path into) {
    return repair(damaged, into, _ -> {});
  }

  /// As [#repair(Path, Path)], with news about its progress, on the calling thread.
  public static RepairReport repair(
      Path damaged, Path into, Consumer<? super RepairProgress> progress) {
    return reserved(
        damaged,
        "it is being repaired",
        from -> {
          if (Files.exists(into)) {
            throw new IllegalStateException(
                "%s exists: a repair makes a new file, so name one that does not exist"
                    .formatted(into));
          }
          Path to = Database.prepare(into, "file to repair into");
          OpenFiles.reserve(to, "a repair into it is under way");
          try {
            return new Repair(from, to, progress).run();
          } finally {
            OpenFiles.remove(to);
          }
        });
  }

  /// Removes a database with all that is in it, its log and its journal, so that the next
  /// `Database.open` begins with an empty one.
  ///
  /// @param confirmedName the name of the file without its folder, so that nobody resets what they
  ///   did not mean
  /// @throws IllegalArgumentException if the name is another; it says what would be lost. Also if
  ///   there is no such file
  /// @throws IllegalStateException if the file is open in this process
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if another process is using it
  /// @throws UncheckedIOException if a file cannot be removed
  public static void reset(Path file, String confirmedName) {
    reserved(
        file,
        "it is being reset",
        there -> {
          Destruction.requireConfirmation(file, confirmedName, Destruction.contentOf(there));
          Destruction.remove(there);
          return true;
        });
  }

  /// Drops all tables, views and triggers of an open database, in one block.
  ///
  /// @param confirmedName the name of its file without its folder
  /// @return how many tables there were
  /// @throws IllegalArgumentException if the name is another; it says what would be lost
  public static int dropAll(Database database, String confirmedName) {
    int tables = database.read(tx -> Schema.of(tx).tableNames().size());
    Destruction.requireConfirmation(
        database.path(), confirmedName, "all %d tables of %s".formatted(tables, database.path()));
    return database.writeReturning(Destruction::dropAll);
  }

  /// Does something with a file while nobody can open it in this process.
  private static <T> T reserved(Path file, String purpose, Function<Path, T> action) {
    Path identity = existing(file);
    OpenFiles.reserve(identity, purpose);
    try {
      return action.apply(identity);
    } finally {
      OpenFiles.remove(identity);
    }
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file %s".formatted(file));
    }
    try {
      Path identity = OpenFiles.identity(file);
      OpenFiles.refuseOpen(identity);
      return identity;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be found".formatted(file), e);
    }
  }
}
