package dev.tektite.upkeep;

import dev.tektite.engine.Vitals;
import dev.tektite.maintenance.AutoVacuum;
import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.maintenance.MaintenanceAdvice;
import dev.tektite.maintenance.MaintenanceTask;
import dev.tektite.observe.DatabaseSize;
import dev.tektite.wal.WalStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says what is worth doing for a database, and why.
///
/// *One thread at a time.*
final class Plan {
  private static final double MOST_FREE = 0.25;
  private static final long FEW_PAGES = 100;
  private static final long LARGE_LOG = 32L << 20;

  private final Facts facts;
  private final List<String> outdated;
  private final Vitals vitals;
  private final @Nullable WalStatus log;
  private final List<MaintenanceAdvice> advice = new ArrayList<>();

  /// @param outdated the tables whose statistics are missing or out of date
  /// @param log how the log stands, or `null` where there is none
  Plan(Facts facts, List<String> outdated, Vitals vitals, @Nullable WalStatus log) {
    this.facts = facts;
    this.outdated = outdated;
    this.vitals = vitals;
    this.log = log;
  }

  /// The most urgent first.
  List<MaintenanceAdvice> make() {
    integrity(vitals.integrity());
    foreignKeys(vitals.foreignKeys());
    log();
    freePages(facts.size());
    statistics();
    return List.copyOf(advice);
  }

  private void integrity(@Nullable IntegrityReport latest) {
    if (latest != null && !latest.isOk()) {
      add(
          MaintenanceTask.RESTORE,
          "The check of %s found %d problems, the first of them: %s"
              .formatted(latest.at(), latest.problems().size(), latest.problems().getFirst()));
    } else if (vitals.hasDamage()) {
      add(MaintenanceTask.INTEGRITY_CHECK, "A block has met damage that no check has looked at");
    } else if (latest == null) {
      add(
          MaintenanceTask.INTEGRITY_CHECK,
          vitals.isUnclean()
              ? "Commits were in the log when it was opened, as after a crash, and it has not been"
                  + " checked since"
              : "It has not been checked since it was opened");
    }
  }

  private void foreignKeys(Vitals.@Nullable ForeignKeys latest) {
    if (!facts.foreignKeys()) {
      return;
    }
    if (latest == null) {
      add(
          MaintenanceTask.FOREIGN_KEY_CHECK,
          "Nobody has looked for rows without their parents since it was opened");
    } else if (latest.violations() > 0) {
      add(
          MaintenanceTask.FOREIGN_KEY_CHECK,
          "The check of %s found %d rows without their parents: correct them, and look again"
              .formatted(latest.at(), latest.violations()));
    }
  }

  private void log() {
    WalStatus now = log;
    if (now != null && now.bytes() > LARGE_LOG) {
      String pinned = now.pinnedBy() == null ? "" : ", kept by " + now.pinnedBy();
      add(
          MaintenanceTask.CHECKPOINT,
          "The log holds %s%s".formatted(megabytes(now.bytes()), pinned));
    }
  }

  private void freePages(DatabaseSize size) {
    if (size.freeShare() > MOST_FREE && size.freePages() >= FEW_PAGES) {
      boolean incremental = facts.autoVacuum() == AutoVacuum.INCREMENTAL;
      add(
          incremental ? MaintenanceTask.INCREMENTAL_VACUUM : MaintenanceTask.VACUUM,
          "%d of %d pages are free (%d %%), %s"
              .formatted(
                  size.freePages(),
                  size.pages(),
                  Math.round(100 * size.freeShare()),
                  megabytes(size.freeBytes())));
    }
  }

  private void statistics() {
    if (!outdated.isEmpty()) {
      add(
          MaintenanceTask.OPTIMIZE,
          "The statistics of %d tables are missing or out of date: %s"
              .formatted(outdated.size(), String.join(", ", outdated)));
    }
  }

  private void add(MaintenanceTask task, String reason) {
    advice.add(new MaintenanceAdvice(task, reason));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
