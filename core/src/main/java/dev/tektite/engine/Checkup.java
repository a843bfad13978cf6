package dev.tektite.engine;

import dev.tektite.maintenance.IntegrityReport;
import dev.tektite.observe.Health;
import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthLimits;
import dev.tektite.observe.HealthReason;
import dev.tektite.observe.SubmitStatus;
import dev.tektite.wal.WalStatus;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says how a database is, from what is known anyway: it waits for nobody and reads no page.
///
/// *Safe for any number of threads.*
final class Checkup {
  private static final int MOST_PROBLEMS = 3;

  private final Engine engine;
  private final HealthLimits limits;
  private final @Nullable Path file;

  // Found when it is first asked for, which may be done twice.
  private volatile @Nullable FileStore disk;

  /// @param file the file, or `null` in memory
  Checkup(Engine engine, HealthLimits limits, @Nullable Path file) {
    this.engine = engine;
    this.limits = limits;
    this.file = file;
  }

  Health health() {
    if (engine.isClosed()) {
      return Health.of(List.of(new HealthReason(HealthConcern.CLOSED, "The database is closed")));
    }
    List<HealthReason> reasons = new ArrayList<>();
    damage(reasons);
    writer(reasons);
    queues(reasons);
    log(reasons);
    readers(reasons);
    disk(reasons);
    reasons.addAll(engine.vitals().others());
    return Health.of(reasons);
  }

  private void damage(List<HealthReason> reasons) {
    Vitals.Damage seen = engine.vitals().damage();
    if (seen != null) {
      add(
          reasons,
          HealthConcern.CORRUPT,
          "A block met damage at %s: %s".formatted(seen.at(), seen.message()));
    }
    IntegrityReport report = engine.vitals().integrity();
    if (report != null && !report.isOk()) {
      List<String> few = report.problems().stream().limit(MOST_PROBLEMS).toList();
      add(
          reasons,
          HealthConcern.CORRUPT,
          "The integrity check of %s found %d problems: %s"
              .formatted(report.at(), report.problems().size(), String.join("; ", few)));
    }
  }

  private void writer(List<HealthReason> reasons) {
    WriterConnection connection = engine.writer().connection();
    String uncertain = connection.uncertainty();
    if (uncertain != null) {
      add(
          reasons,
          HealthConcern.UNCERTAIN_COMMIT,
          "Nothing can be written: %s".formatted(uncertain));
    }
    long now = System.nanoTime();
    long foreignSince = connection.foreignLock().heldSince();
    if (foreignSince != 0) {
      if (now - foreignSince > limits.foreignLock().toNanos()) {
        add(
            reasons,
            HealthConcern.FOREIGN_LOCK,
            "Another process has held the lock that writers need for %s"
                .formatted(inWords(now - foreignSince)));
      }
      return; // who has the turn cannot help it
    }
    Turn holder = engine.writer().turns().holder();
    if (holder != null && now - holder.takenAt > limits.turnHeld().toNanos()) {
      add(
          reasons,
          holder.upkeep ? HealthConcern.LONG_MAINTENANCE : HealthConcern.WRITER_STUCK,
          "The turn to write is taken: %s has had it for %s"
              .formatted(holder.describe(), inWords(now - holder.takenAt)));
    }
  }

  private void queues(List<HealthReason> reasons) {
    int waiting = engine.writer().turns().waiting(limits.waitingBlocks() + 1);
    if (waiting > limits.waitingBlocks()) {
      add(
          reasons,
          HealthConcern.LONG_QUEUE,
          "More than %d blocks wait for the turn to write".formatted(limits.waitingBlocks()));
    }
    SubmitStatus submit = engine.submits().status();
    if (100 * submit.utilization() > limits.submittedPercent()) {
      add(
          reasons,
          HealthConcern.LONG_QUEUE,
          "The queue of submitted blocks is %.0f %% full: %d blocks, %d bytes"
              .formatted(
                  100 * submit.utilization(), submit.pending() + submit.running(), submit.bytes()));
    }
  }

  private void log(List<HealthReason> reasons) {
    WalStatus log = engine.wal();
    if (log == null) {
      return;
    }
    if (log.refusal() != null) {
      add(reasons, HealthConcern.WRITES_REFUSED, log.refusal());
    }
    if (log.bytes() > limits.logBytes()) {
      add(
          reasons,
          HealthConcern.LARGE_LOG,
          "The log holds %d bytes, more than %d; %s"
              .formatted(
                  log.bytes(),
                  limits.logBytes(),
                  log.pinnedBy() == null
                      ? "nobody keeps it from starting anew"
                      : "it is kept by " + log.pinnedBy()));
    }
    if (log.problem() != null) {
      add(reasons, HealthConcern.LOG_NOT_COPIED, log.problem());
    }
  }

  private void readers(List<HealthReason> reasons) {
    LogReaders all = engine.logReaders();
    long now = System.nanoTime();
    if (all == null || all.oldestNanos(now) <= limits.readAge().toNanos()) {
      return;
    }
    Culprit oldest = all.oldest(now);
    if (oldest != null) {
      add(
          reasons,
          HealthConcern.OLD_READER,
          "Somebody keeps the log from shrinking: %s".formatted(oldest.pin()));
    }
  }

  private void disk(List<HealthReason> reasons) {
    Path at = file;
    if (at == null) {
      return;
    }
    try {
      FileStore store = disk;
      if (store == null) {
        store = Files.getFileStore(at);
        disk = store;
      }
      long free = store.getUsableSpace();
      if (free < limits.freeDiskBytes()) {
        add(
            reasons,
            HealthConcern.DISK_NEARLY_FULL,
            "%d bytes of the disk are free, fewer than %d".formatted(free, limits.freeDiskBytes()));
      }
    } catch (IOException e) {
      add(
          reasons,
          HealthConcern.DISK_NEARLY_FULL,
          "The disk does not say what is free: %s".formatted(e));
    }
  }

  private static void add(List<HealthReason> reasons, HealthConcern concern, String text) {
    reasons.add(new HealthReason(concern, text));
  }

  private static String inWords(long nanos) {
    Duration age = Duration.ofNanos(nanos);
    return age.toSeconds() >= 10 ? age.toSeconds() + " s" : age.toMillis() + " ms";
  }
}
