package dev.tektite.upkeep;

import dev.tektite.engine.Timetable;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.CheckDepth;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceSchedule;
import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthReason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The maintenance that one database does by itself.
///
/// *Safe for any number of threads.*
public final class Rounds implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final String name;
  private final MaintenanceSchedule schedule;
  private final Upkeep upkeep;
  private final List<Timetable.Entry> entries = new CopyOnWriteArrayList<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  // Set by who closes; read by the timetable.
  private volatile boolean closed;

  /// @param name of the database in messages
  public Rounds(String name, MaintenanceSchedule schedule, Upkeep upkeep) {
    this.name = name;
    this.schedule = schedule;
    this.upkeep = upkeep;
  }

  /// Begins.
  ///
  /// @param unclean whether the database was opened as after a crash
  public void start(boolean unclean) {
    closed = false;
    if (unclean && schedule.checkedAfterCrash()) {
      entries.add(
          Timetable.SHARED.soon(
              schedule.clock(), () -> run("quick check", () -> check(CheckDepth.QUICK))));
    }
    every(schedule.integrityEvery(), "integrity check", () -> check(schedule.integrityDepth()));
    every(schedule.optimizeEvery(), "optimize", upkeep::optimize);
    every(schedule.incrementalVacuumEvery(), "incremental vacuum", this::giveBack);
  }

  private void every(@Nullable Duration interval, String work, Runnable job) {
    if (interval != null) {
      entries.add(Timetable.SHARED.every(schedule.clock(), interval, () -> run(work, job)));
    }
  }

  private void check(CheckDepth depth) {
    IntegrityReport report = upkeep.check(depth, null);
    if (!report.isOk()) {
      LOGGER.log(
          Level.ERROR,
          "The database {0} is damaged; the check found {1} problems, the first of them: {2}",
          name,
          report.problems().size(),
          report.problems().getFirst());
    }
  }

  private void giveBack() {
    if (upkeep.autoVacuum() == AutoVacuum.INCREMENTAL) {
      upkeep.incrementalVacuum(schedule.incrementalVacuumPages());
    }
  }

  private void run(String work, Runnable job) {
    try {
      job.run();
      failures.remove(work);
    } catch (Throwable e) {
      if (!closed) {
        failures.put(work, "The scheduled %s failed: %s".formatted(work, e.getMessage()));
        LOGGER.log(Level.WARNING, "The scheduled " + work + " of " + name + " failed", e);
      }
    }
  }

  /// What has failed and not succeeded since.
  public List<HealthReason> reasons() {
    return failures.values().stream()
        .map(text -> new HealthReason(HealthConcern.MAINTENANCE_FAILED, text))
        .toList();
  }

  /// Ends; what is under way is stopped and waited for.
  @Override
  public void close() {
    closed = true;
    entries.forEach(Timetable.Entry::close);
    entries.clear();
  }
}
