package dev.tektite.engine;

import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.observe.HealthReason;
import dev.tektite.sqlite.DatabaseException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is remembered about the state of a database: the latest error that tells of damage, the
/// latest checks, and others that have something to say about its health.
///
/// *Safe for any number of threads.*
public final class Vitals {
  private static final int DEEPEST_CAUSE = 20;

  /// An error that tells of damage.
  ///
  /// @param nanos when, by [System#nanoTime()]
  /// @param at when
  record Damage(String message, long nanos, Instant at) {}

  /// What a check of all foreign keys has found.
  ///
  /// @param violations how many rows
  /// @param at when it ended
  public record ForeignKeys(int violations, Instant at) {}

  private final List<Supplier<List<HealthReason>>> sources = new CopyOnWriteArrayList<>();

  // Written by whoever finds out; read by anybody.
  private volatile @Nullable Damage damage;
  private volatile @Nullable IntegrityReport integrity;
  private volatile @Nullable ForeignKeys foreignKeys;

  private volatile boolean unclean;

  Vitals() {}

  /// Takes note that commits were in the log, or a journal was there, when the database was opened.
  public void openedUnclean() {
    unclean = true;
  }

  /// Whether commits were in the log, or a journal was there, when the database was opened: whoever
  /// used it last did not close it, or is still using it.
  public boolean isUnclean() {
    return unclean;
  }

  /// Takes note of what a block threw, if it tells of damage.
  void failed(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (at instanceof DatabaseException.Unreadable unreadable) {
        damage =
            new Damage(String.valueOf(unreadable.getMessage()), System.nanoTime(), Instant.now());
        return;
      }
      at = at.getCause();
    }
  }

  /// Takes note of a check of the whole file. One that finds nothing ends what was said before it
  /// began.
  public void checked(IntegrityReport report) {
    integrity = report;
    Damage seen = damage;
    if (report.isOk()
        && seen != null
        && seen.nanos - (System.nanoTime() - report.took().toNanos()) < 0) {
      damage = null;
    }
  }

  /// Takes note of a check of all foreign keys.
  public void checkedForeignKeys(int violations, Instant at) {
    foreignKeys = new ForeignKeys(violations, at);
  }

  /// The latest check of the whole file since it was opened, or `null`.
  public @Nullable IntegrityReport integrity() {
    return integrity;
  }

  /// The latest check of all foreign keys since it was opened, or `null`.
  public @Nullable ForeignKeys foreignKeys() {
    return foreignKeys;
  }

  /// Whether a block has met damage, and no check has found the file intact since.
  public boolean hasDamage() {
    return damage != null;
  }

  @Nullable Damage damage() {
    return damage;
  }

  /// Adds somebody who is asked with each look at the health; must be quick.
  public void add(Supplier<List<HealthReason>> source) {
    sources.add(source);
  }

  List<HealthReason> others() {
    return sources.stream().flatMap(source -> source.get().stream()).toList();
  }
}
