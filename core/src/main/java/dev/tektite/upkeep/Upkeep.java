package dev.tektite.upkeep;

import dev.tektite.block.BlockConnection;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.Statistics;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.ForeignKeyViolation;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceProgress;
import dev.tektite.maintenance.MaintenanceProgress.Unit;
import dev.tektite.maintenance.VacuumReport;
import dev.tektite.sqlite.CheckpointMode;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.Statement;
import dev.tektite.wal.WalCheckpoint;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All maintenance of one database.
///
/// *Safe for any number of threads.*
public final class Upkeep {
  private final Engine engine;
  private final @Nullable Path file;
  private final BlockLimits limits;
  private final InstantSource clock;
  private final @Nullable Consumer<? super MaintenanceProgress> listener;

  /// @param file the file, or `null` in memory
  /// @param limits how long to wait for the turn
  public Upkeep(Engine engine, @Nullable Path file, BlockLimits limits, InstantSource clock) {
    this(engine, file, limits, clock, null);
  }

  private Upkeep(
      Engine engine,
      @Nullable Path file,
      BlockLimits limits,
      InstantSource clock,
      @Nullable Consumer<? super MaintenanceProgress> listener) {
    this.engine = engine;
    this.file = file;
    this.limits = limits;
    this.clock = clock;
    this.listener = listener;
  }

  /// The same, telling how far its work has come.
  public Upkeep reporting(Consumer<? super MaintenanceProgress> to) {
    return new Upkeep(engine, file, limits, clock, to);
  }

  /// Looks whether the file is intact.
  ///
  /// @param table the table to look at, or `null` for the whole file
  public IntegrityReport check(CheckDepth depth, @Nullable String table) {
    String name = depth == CheckDepth.FULL ? "integrity check" : "quick check";
    IntegrityReport report =
        observed(
            name, () -> new IntegrityCheck(engine, depth, table).run(work(name), limits, clock));
    if (table == null) {
      engine.vitals().checked(report);
    }
    return report;
  }

  /// Looks for rows that refer to others that do not exist.
  ///
  /// @param table the table whose references are looked at, or `null` for all
  public List<ForeignKeyViolation> checkForeignKeys(@Nullable String table) {
    List<ForeignKeyViolation> found =
        observed(
            "foreign key check",
            () -> new ForeignKeyCheck(engine, table).run(work("foreign key check"), limits));
    if (table == null) {
      engine.vitals().checkedForeignKeys(found.size(), clock.instant());
    }
    return found;
  }

  /// Writes the whole database anew.
  public VacuumReport vacuum() {
    return observed("vacuum", () -> new Vacuum(engine, file, limits).full(work("vacuum")));
  }

  /// Gives free pages back in short turns.
  ///
  /// @param pages how many at most
  public VacuumReport incrementalVacuum(long pages) {
    return observed(
        "incremental vacuum",
        () -> new Vacuum(engine, file, limits).incremental(work("incremental vacuum"), pages));
  }

  /// What becomes of free pages.
  public AutoVacuum autoVacuum() {
    return new Vacuum(engine, file, limits).mode(work("question"));
  }

  /// Changes what becomes of free pages.
  public VacuumReport autoVacuum(AutoVacuum mode) {
    return observed("vacuum", () -> new Vacuum(engine, file, limits).mode(work("vacuum"), mode));
  }

  /// Counts everything in a table and its indexes, or in all tables, one turn for each.
  public void analyze(@Nullable String table) {
    observed("analyze", () -> analyzeAll(table));
  }

  private boolean analyzeAll(@Nullable String table) {
    Work work = work("analyze");
    BlockLimits named = work.limits(limits);
    List<String> tables =
        table == null ? engine.<List<String>>inspect(named, Upkeep::tables) : List.of(table);
    int done = 0;
    for (String each : tables) {
      engine.<Boolean>work(
          named,
          link -> {
            Statistics.analyze(link, List.of(each));
            return true;
          });
      work.tell(++done, tables.size(), Unit.TABLES);
    }
    return true;
  }

  private static List<String> tables(BlockConnection link) {
    List<String> tables = new ArrayList<>();
    try (Statement ask =
        link.own(
            "select name from main.sqlite_schema where type = 'table'"
                + " and name not like 'sqlite\\_%' escape '\\' and rootpage > 0 order by name")) {
      while (ask.step()) {
        tables.add(String.valueOf(ask.columnText(0)));
      }
    }
    return tables;
  }

  /// Brings statistics up to date where that is worth it.
  ///
  /// @return the tables where it was
  public List<String> optimize() {
    return observed("optimize", this::optimizeNow);
  }

  private List<String> optimizeNow() {
    return engine.<List<String>>work(
        work("optimize").limits(limits),
        link -> {
          List<String> outdated = Statistics.outdated(link);
          Statistics.renew(link, outdated);
          return List.copyOf(outdated);
        });
  }

  /// What is worth doing now.
  public List<MaintenanceAdvice> plan() {
    BlockLimits named = work("plan").limits(limits);
    Facts facts = engine.<Facts>inspect(named, Facts::of);
    return new Plan(facts, outdated(named), engine.vitals(), engine.wal()).make();
  }

  private List<String> outdated(BlockLimits named) {
    try {
      return engine.<List<String>>work(named, Statistics::outdated);
    } catch (DatabaseException.ReadOnly e) {
      return List.of(); // nothing could be done about it
    }
  }

  /// Runs a checkpoint.
  public WalCheckpoint checkpoint(CheckpointMode mode) {
    return observed("checkpoint", () -> engine.checkpoint(mode, limits.waitNanos()));
  }

  /// Lets listeners refuse the work, and tells them its end.
  private <T> T observed(String label, Supplier<T> work) {
    return engine.observing().maintain(label, work);
  }

  private Work work(String name) {
    return new Work(name, listener);
  }
}
