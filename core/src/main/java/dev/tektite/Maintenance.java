package dev.tektite;

import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.ForeignKeyViolation;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.VacuumReport;
import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.upkeep.Upkeep;
import dev.tektite.wal.WalCheckpoint;
import java.util.List;
import java.util.function.Consumer;

/// What keeps a database healthy, done while it is in use.
///
/// Everything runs on the calling thread, and an interrupt of that thread stops it; what has been
/// done by then stays, or is undone as a whole. Checks read beside the blocks, on a connection of
/// their own; the log cannot shrink meanwhile. What writes takes the turn, under its name: a block
/// that waits in vain is told "maintenance "vacuum" of thread … has had it for 12000 ms". Without a
/// write-ahead log, checks take the turn too.
///
/// None of the methods may be called inside a block of the same database; they throw
/// [IllegalStateException] there. What goes wrong is a
/// [DatabaseException][dev.tektite.sqlite.DatabaseException]: `Busy` if the turn cannot be had in
/// time, `Cancelled` if the work was stopped.
///
/// *Safe for any number of threads.*
public final class Maintenance {
  private final Upkeep upkeep;
  private final DoorBlocks blocks;

  Maintenance(Upkeep upkeep, DoorBlocks blocks) {
    this.upkeep = upkeep;
    this.blocks = blocks;
  }

  /// The same, telling how far it has come: about ten times a second, on the thread that works. If
  /// the listener throws, the work is stopped, unless it was over already.
  public Maintenance reporting(Consumer<? super MaintenanceProgress> listener) {
    return new Maintenance(upkeep.reporting(listener), blocks);
  }

  /// Looks at the whole file, closely: pages, rows, indexes. Reads everything, so that it can take
  /// minutes for a large file.
  ///
  /// @return what is wrong; damage is a result, not an exception
  /// @throws dev.tektite.sqlite.DatabaseException if the file cannot be read, is no database, or
  ///   the check is stopped
  public IntegrityReport integrityCheck() {
    return check(CheckDepth.FULL);
  }

  /// Looks at the whole file, less closely: without comparing indexes to their tables.
  ///
  /// @return what is wrong; damage is a result, not an exception
  /// @throws dev.tektite.sqlite.DatabaseException if the file cannot be read, is no database, or
  ///   the check is stopped
  public IntegrityReport quickCheck() {
    return check(CheckDepth.QUICK);
  }

  /// Looks at the whole file.
  ///
  /// @return what is wrong; damage is a result, not an exception
  /// @throws dev.tektite.sqlite.DatabaseException if the file cannot be read, is no database, or
  ///   the check is stopped
  public IntegrityReport check(CheckDepth depth) {
    blocks.refuseNesting();
    return upkeep.check(depth, null);
  }

  /// Looks at one table and its indexes.
  ///
  /// @return what is wrong; damage is a result, not an exception
  /// @throws dev.tektite.sqlite.DatabaseException if there is no such table, if the file cannot be
  ///   read, or the check is stopped
  public IntegrityReport integrityCheck(String table) {
    blocks.refuseNesting();
    return upkeep.check(CheckDepth.FULL, table);
  }

  /// Looks for rows that refer to others that do not exist: they come in while foreign keys are not
  /// enforced.
  ///
  /// @return at most the first 10 000
  public List<ForeignKeyViolation> foreignKeyCheck() {
    blocks.refuseNesting();
    return upkeep.checkForeignKeys(null);
  }

  /// Looks for rows of one table that refer to others that do not exist.
  ///
  /// @return at most the first 10 000
  public List<ForeignKeyViolation> foreignKeyCheck(String table) {
    blocks.refuseNesting();
    return upkeep.checkForeignKeys(table);
  }

  /// Writes the whole database anew, without free pages and with its tables in one piece
  /// ([VACUUM](https://www.sqlite.org/lang_vacuum.html)). Readers go on, blocks that write wait
  /// until it is done. The last part of it cannot be stopped.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException if it fails or is stopped, in which case the
  ///   database is as it was; `Full` at once if there is no room for the copies that it makes
  public VacuumReport vacuum() {
    blocks.refuseNesting();
    return upkeep.vacuum();
  }

  /// Gives free pages back to the file system, in turns of some milliseconds, between which others
  /// write. It does nothing unless the database has [AutoVacuum#INCREMENTAL].
  ///
  /// @param pages how many to give back at most, 1 or more
  public VacuumReport incrementalVacuum(long pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("expected 1 page or more, but was " + pages);
    }
    blocks.refuseNesting();
    return upkeep.incrementalVacuum(pages);
  }

  /// What becomes of pages that hold nothing any more.
  public AutoVacuum autoVacuum() {
    blocks.refuseNesting();
    return upkeep.autoVacuum();
  }

  /// Changes what becomes of pages that hold nothing any more. That takes a [#vacuum()]; for a new
  /// database, [DatabaseOptions#autoVacuum(AutoVacuum)] costs nothing.
  public VacuumReport autoVacuum(AutoVacuum mode) {
    blocks.refuseNesting();
    return upkeep.autoVacuum(mode);
  }

  /// Counts everything in all tables and indexes, for the query planner: exact, and slow for large
  /// tables. Each table is a turn of its own. Mostly [#optimize()] is enough.
  public void analyze() {
    blocks.refuseNesting();
    upkeep.analyze(null);
  }

  /// Counts everything in one table and its indexes, for the query planner.
  ///
  /// @throws dev.tektite.sqlite.DatabaseException if there is no such table
  public void analyze(String table) {
    blocks.refuseNesting();
    upkeep.analyze(table);
  }

  /// Brings statistics for the query planner up to date, by a sample, where they are missing or a
  /// table has become ten times larger or smaller. Runs at `close` by itself.
  ///
  /// @return the tables where that was so
  public List<String> optimize() {
    blocks.refuseNesting();
    return upkeep.optimize();
  }

  /// Copies the log into the database file, by hand; the keeper of the log does it by itself, so
  /// that this is for the moment before the file is copied by other means, or after an import. It
  /// waits for its turn and for readers as long as [DatabaseOptions#waitLimit()] says.
  ///
  /// @return what was done; not complete if readers were in the way until the time was up
  /// @throws dev.tektite.sqlite.DatabaseException.Busy if it did not get its turn in time
  /// @throws IllegalStateException if the database has no log
  public WalCheckpoint checkpoint(CheckpointMode mode) {
    blocks.refuseNesting();
    return upkeep.checkpoint(mode);
  }

  /// What is worth doing now, and why; the most urgent first. Quick: it reads no table.
  public List<MaintenanceAdvice> plan() {
    blocks.refuseNesting();
    return upkeep.plan();
  }
}
