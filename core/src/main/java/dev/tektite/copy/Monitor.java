package dev.tektite.copy;

import dev.tektite.backup.BackupProgress;
import dev.tektite.backup.BackupProgress.Phase;
import dev.tektite.sqlite.DatabaseException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells how far a copy has come, and knows whether it is to be given up.
///
/// *One thread at a time:* the one that makes the copy.
final class Monitor {
  private final String what;
  private final Predicate<? super BackupProgress> listener;
  private final BooleanSupplier stopWhen;
  private final long startedAt = System.nanoTime();

  private Supplier<@Nullable String> stopReason = () -> null;
  private Phase phase = Phase.COPY;
  private boolean refused;
  private long pages;
  private long totalPages;
  private int pageBytes;
  private long copiedNanos;

  /// @param what what is being made, for messages: `The backup of bank.db to monday.db`
  Monitor(String what, Predicate<? super BackupProgress> listener, BooleanSupplier stopWhen) {
    this.what = what;
    this.listener = listener;
    this.stopWhen = stopWhen;
  }

  /// Says who else may ask to give up.
  void alsoStopsFor(Supplier<@Nullable String> reason) {
    stopReason = reason;
  }

  /// What is being made.
  String what() {
    return what;
  }

  /// Since the beginning.
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /// Pages copied.
  long pages() {
    return pages;
  }

  /// Bytes copied.
  long bytes() {
    return pages * pageBytes;
  }

  /// How long the copying of pages took.
  Duration copying() {
    return Duration.ofNanos(copiedNanos);
  }

  /// Goes on to another phase, and tells.
  void enter(Phase next) {
    phase = next;
    tell();
  }

  /// Notes how far the copying has come, and tells.
  void copied(long done, long total, int bytesOfPage) {
    pages = done;
    totalPages = total;
    pageBytes = bytesOfPage;
    copiedNanos = System.nanoTime() - startedAt;
    tell();
  }

  /// Tells the listener.
  ///
  /// @throws DatabaseException.Cancelled if it is to be given up
  void tell() {
    refused |= !listener.test(progress());
    check();
  }

  private BackupProgress progress() {
    long perSecond = copiedNanos == 0 ? 0 : (long) (bytes() * 1e9 / copiedNanos);
    long left = Math.max(0, totalPages - pages) * pageBytes;
    Duration timeLeft = perSecond == 0 ? null : Duration.ofMillis((long) (left * 1e3 / perSecond));
    return new BackupProgress(phase, pages, totalPages, pageBytes, elapsed(), perSecond, timeLeft);
  }

  /// Goes on, or gives up.
  ///
  /// @throws DatabaseException.Cancelled if it is to be given up
  void check() {
    String reason = reason();
    if (reason != null) {
      throw new DatabaseException.Cancelled(reason, null);
    }
  }

  /// Why it is to be given up, or `null`.
  @Nullable String reason() {
    String why = stopReason.get();
    if (why == null && Thread.currentThread().isInterrupted()) {
      why = "thread %s was interrupted".formatted(Thread.currentThread().getName());
    }
    if (why == null && (refused || stopWhen.getAsBoolean())) {
      why = "it was cancelled by its caller";
    }
    return why == null
        ? null
        : "%s was stopped in the phase %s, after %d of %d pages: %s"
            .formatted(what, phase, pages, totalPages, why);
  }

  /// A failure in words that say what failed and when; the same kind of exception.
  ///
  /// @param outcome what has become of the files
  DatabaseException failed(DatabaseException failure, String outcome) {
    return failure.retold(
        "%s failed in the phase %s, after %d of %d pages: %s; %s"
            .formatted(what, phase, pages, totalPages, failure.getMessage(), outcome));
  }
}
