package dev.tektite.maintenance;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What a database does for its health by itself, and how often. The noun reads; the same noun with
/// an argument gives a changed copy.
///
/// Intervals count from the opening of the database: what is due less often than the application is
/// started never comes. One thread of the process does the work of all databases, one piece after
/// another. What fails is logged and told by `health()`; it is tried again after its interval.
///
/// *Immutable.*
public final class MaintenanceSchedule {
  private static final MaintenanceSchedule NONE = new MaintenanceSchedule();

  // Written only while a copy is being made, before anybody else can see it.
  private @Nullable Duration integrityEvery = null;
  private CheckDepth integrityDepth = CheckDepth.FULL;
  private boolean checkedAfterCrash = false;
  private boolean optimizedAtClose = true;
  private @Nullable Duration optimizeEvery = null;
  private @Nullable Duration incrementalVacuumEvery = null;
  private long incrementalVacuumPages = 1_000;
  private InstantSource clock = InstantSource.system();

  private MaintenanceSchedule() {}

  private MaintenanceSchedule(MaintenanceSchedule other) {
    integrityEvery = other.integrityEvery;
    integrityDepth = other.integrityDepth;
    checkedAfterCrash = other.checkedAfterCrash;
    optimizedAtClose = other.optimizedAtClose;
    optimizeEvery = other.optimizeEvery;
    incrementalVacuumEvery = other.incrementalVacuumEvery;
    incrementalVacuumPages = other.incrementalVacuumPages;
    clock = other.clock;
  }

  /// Nothing but statistics at `close`.
  public static MaintenanceSchedule none() {
    return NONE;
  }

  /// For servers that run for weeks: a full integrity check each week and a quick one after a
  /// crash, statistics each day, and up to 1000 pages given back each day where the database was
  /// created with [AutoVacuum#INCREMENTAL].
  public static MaintenanceSchedule recommended() {
    return NONE.integrityEvery(Duration.ofDays(7))
        .checkedAfterCrash(true)
        .optimizeEvery(Duration.ofDays(1))
        .incrementalVacuumEvery(Duration.ofDays(1));
  }

  /// How often the file is checked, or `null` for never. Default: never.
  public @Nullable Duration integrityEvery() {
    return integrityEvery;
  }

  /// A copy that checks the file so often.
  ///
  /// @param interval more than zero, or `null`
  public MaintenanceSchedule integrityEvery(@Nullable Duration interval) {
    var copy = new MaintenanceSchedule(this);
    copy.integrityEvery = required("integrity checks", interval);
    return copy;
  }

  /// How closely it is checked. Default: [CheckDepth#FULL].
  public CheckDepth integrityDepth() {
    return integrityDepth;
  }

  /// A copy that checks so closely.
  public MaintenanceSchedule integrityDepth(CheckDepth depth) {
    var copy = new MaintenanceSchedule(this);
    copy.integrityDepth = depth;
    return copy;
  }

  /// Whether the file gets a quick check soon after it was opened with commits in its log, which
  /// whoever used it last has not emptied: a crash, or another process that is using it. Default:
  /// no.
  public boolean checkedAfterCrash() {
    return checkedAfterCrash;
  }

  /// A copy that has the file checked after a crash, or not.
  public MaintenanceSchedule checkedAfterCrash(boolean checked) {
    var copy = new MaintenanceSchedule(this);
    copy.checkedAfterCrash = checked;
    return copy;
  }

  /// Whether statistics are brought up to date at `close`. Default: yes.
  public boolean optimizedAtClose() {
    return optimizedAtClose;
  }

  /// A copy that brings statistics up to date at `close`, or not.
  public MaintenanceSchedule optimizedAtClose(boolean optimized) {
    var copy = new MaintenanceSchedule(this);
    copy.optimizedAtClose = optimized;
    return copy;
  }

  /// How often statistics are brought up to date while it is open, or `null` for never. Default:
  /// never.
  public @Nullable Duration optimizeEvery() {
    return optimizeEvery;
  }

  /// A copy that brings statistics up to date so often.
  ///
  /// @param interval more than zero, or `null`
  public MaintenanceSchedule optimizeEvery(@Nullable Duration interval) {
    var copy = new MaintenanceSchedule(this);
    copy.optimizeEvery = required("statistics", interval);
    return copy;
  }

  /// How often free pages are given back, or `null` for never. Default: never.
  public @Nullable Duration incrementalVacuumEvery() {
    return incrementalVacuumEvery;
  }

  /// A copy that gives free pages back so often. It does nothing where the database was not created
  /// with [AutoVacuum#INCREMENTAL].
  ///
  /// @param interval more than zero, or `null`
  public MaintenanceSchedule incrementalVacuumEvery(@Nullable Duration interval) {
    var copy = new MaintenanceSchedule(this);
    copy.incrementalVacuumEvery = required("incremental vacuums", interval);
    return copy;
  }

  /// How many pages are given back each time at most. Default: 1000.
  public long incrementalVacuumPages() {
    return incrementalVacuumPages;
  }

  /// A copy that gives back at most so many pages each time.
  ///
  /// @param pages 1 or more
  public MaintenanceSchedule incrementalVacuumPages(long pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("expected 1 page or more, but was " + pages);
    }
    var copy = new MaintenanceSchedule(this);
    copy.incrementalVacuumPages = pages;
    return copy;
  }

  /// What says how late it is. Default: the system's clock.
  public InstantSource clock() {
    return clock;
  }

  /// A copy with another clock, for tests.
  public MaintenanceSchedule clock(InstantSource other) {
    var copy = new MaintenanceSchedule(this);
    copy.clock = other;
    return copy;
  }

  private static @Nullable Duration required(String what, @Nullable Duration interval) {
    if (interval != null && (interval.isNegative() || interval.isZero())) {
      throw new IllegalArgumentException(
          "expected more than 0 between %s, or null for never, but was %s"
              .formatted(what, interval));
    }
    return interval;
  }
}
