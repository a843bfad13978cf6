package dev.tektite.history;

import dev.tektite.BlockOptions;
import dev.tektite.Blocks;
import dev.tektite.Database;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Removes versions that need not be kept any more: rule by rule, record by record, the oldest
/// first.
///
/// It looks for what is to go in read blocks, and removes it in many write blocks, each of which
/// works for less than a millisecond or so, and rests between them; other writers come in between.
/// What is removed stays removed if a run ends early.
///
/// *Safe for any number of threads*; two runs at a time do the same work twice.
public final class Retention {
  private static final System.Logger LOG = System.getLogger(Retention.class.getName());

  private final Database db;
  private final Tables tables;
  private final List<Keep> rules;
  private final InstantSource clock;

  Retention(Database db, Tables tables, List<Keep> rules) {
    this(db, tables, rules, InstantSource.system());
  }

  private Retention(Database db, Tables tables, List<Keep> rules, InstantSource clock) {
    this.db = db;
    this.tables = tables;
    this.rules = rules;
    this.clock = clock;
  }

  /// A copy that asks another clock how old a version is.
  public Retention clock(InstantSource clock) {
    return new Retention(db, tables, rules, clock);
  }

  /// Follows all rules once, on this thread. Not inside a block. What goes wrong with a rule is
  /// logged and told in the result, and the next rule is followed.
  public Sweep sweep() {
    return sweep(new Cancel());
  }

  /// Follows all rules now and then each time when the period has passed since the latest
  /// beginning, on a thread of its own, until the schedule is closed. Close it before the database.
  ///
  /// @param period more than zero
  public RetentionSchedule every(Duration period) {
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("expected a period of more than zero, but was " + period);
    }
    return new RetentionSchedule(this, period);
  }

  Sweep sweep(Cancel cancel) {
    var run = new SweepRun(blocks(), new Cuts(tables), cancel);
    Instant now = clock.instant();
    for (Keep rule : rules) {
      try {
        run.follow(rule, tables, now);
      } catch (RuntimeException e) {
        run.failed(rule, e);
        if (!db.isClosed()) {
          LOG.log(
              Level.WARNING,
              "the retention of %s goes on after a failure: %s".formatted(db.path(), rule),
              e);
        }
      }
    }
    return run.result();
  }

  boolean isOver() {
    return db.isClosed();
  }

  private Blocks blocks() {
    return db.with(BlockOptions.named("history retention"));
  }
}
