package dev.tektite.backup;

import dev.tektite.observe.HealthConcern;
import dev.tektite.observe.HealthReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When the next backup is due, and what became of those before.
///
/// *Safe for any number of threads.*
final class Due {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 20;

  private final Duration interval;

  // All fields below: under the lock of this.
  private @Nullable Instant lastSuccess;
  private @Nullable Instant lastFailure;
  private @Nullable String failure;
  private int consecutiveFailures;
  private boolean running;

  Due(Duration interval) {
    this.interval = interval;
  }

  /// Says when the newest backup of an earlier run was made.
  synchronized void foundLast(@Nullable Instant moment) {
    lastSuccess = moment;
  }

  synchronized @Nullable Instant lastSuccess() {
    return lastSuccess;
  }

  synchronized void begins() {
    running = true;
  }

  synchronized void succeeded(Instant moment) {
    running = false;
    lastSuccess = moment;
    consecutiveFailures = 0;
  }

  /// @param wanted whether it was stopped because the schedule ends, which is no failure
  /// @return how many have failed in a row
  synchronized int failed(Instant now, Throwable why, boolean wanted) {
    running = false;
    if (!wanted) {
      consecutiveFailures++;
      note(now, why);
    }
    return consecutiveFailures;
  }

  synchronized void couldNotPrune(Instant now, Throwable why) {
    note(now, why);
  }

  private void note(Instant now, Throwable why) {
    lastFailure = now;
    failure = String.valueOf(why.getMessage());
  }

  synchronized boolean isDue(Instant now) {
    return !next(now).isAfter(now);
  }

  /// A newest backup from the future is one from a clock that was wrong: it counts as none.
  private Instant next(Instant now) {
    Instant last = lastSuccess;
    Instant next = last == null || last.isAfter(now) ? now : last.plus(interval);
    Instant failed = lastFailure;
    if (consecutiveFailures == 0 || failed == null || failed.isAfter(now)) {
      return next;
    }
    Instant again = failed.plus(pause());
    return again.isAfter(next) ? again : next;
  }

  private Duration pause() {
    Duration doubled =
        FIRST_PAUSE.multipliedBy(1L << Math.min(consecutiveFailures - 1, MOST_DOUBLINGS));
    return doubled.compareTo(interval) < 0 ? doubled : interval;
  }

  /// What is wrong with the backups into a folder; a healthy schedule is never two intervals
  /// behind.
  synchronized List<HealthReason> reasons(Path folder, Instant now) {
    List<HealthReason> reasons = new ArrayList<>();
    if (consecutiveFailures > 0) {
      String text =
          "The latest %d backups into %s have failed, the last of them at %s: %s"
              .formatted(consecutiveFailures, folder, lastFailure, failure);
      reasons.add(new HealthReason(HealthConcern.BACKUP_FAILED, text));
    }
    Instant last = lastSuccess;
    if (last != null && now.isAfter(last.plus(interval.multipliedBy(2)))) {
      String text =
          "The newest backup in %s is of %s, more than two intervals of %s ago"
              .formatted(folder, last, interval);
      reasons.add(new HealthReason(HealthConcern.BACKUP_OVERDUE, text));
    }
    return reasons;
  }

  synchronized BackupsStatus status(Path folder, List<Path> files, Instant now, boolean closed) {
    return new BackupsStatus(
        folder,
        files,
        lastSuccess,
        lastFailure,
        failure,
        consecutiveFailures,
        running,
        closed ? null : next(now));
  }
}
