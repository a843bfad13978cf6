package dev.tektite.engine;

import dev.tektite.wal.AtCeiling;
import dev.tektite.wal.WalPolicy;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is done when the log has reached its ceiling and a reader keeps it from starting anew.
///
/// *One thread at a time:* who has the keeper's lock.
final class Ceiling {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");
  private static final long SAY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String file;
  private final long ceilingBytes;
  private final AtCeiling policy;
  private final Admission admission;

  private boolean said;
  private long saidAt;

  Ceiling(String file, WalPolicy policy, Admission admission) {
    this.file = file;
    this.ceilingBytes = policy.ceilingBytes();
    this.policy = policy.atCeiling();
    this.admission = admission;
  }

  /// Looks how long the log is.
  ///
  /// @param culprit who keeps it from starting anew, or `null`
  void look(long bytes, @Nullable Culprit culprit, long now) {
    boolean above = bytes > ceilingBytes;
    admission.slowDown(above && culprit != null && culprit.isExempt() ? pauseNanos(bytes) : 0);
    if (!above) {
      said = false;
      admission.refuse(Admission.Reason.CEILING, null);
    } else if (culprit != null) {
      String what = describe(bytes, culprit);
      say(what, now);
      if (!culprit.isExempt()) {
        act(what, culprit);
      }
    }
  }

  private void act(String what, Culprit culprit) {
    switch (policy) {
      case WARN -> {} // it has been said
      case INTERRUPT_READER -> culprit.stop().accept("Stopped, since it pins the log: " + what);
      case REFUSE_WRITES ->
          admission.refuse(
              Admission.Reason.CEILING,
              "Blocks that write are refused until that reader has ended; this one did not run. "
                  + what);
    }
  }

  private String describe(long bytes, Culprit culprit) {
    return "The log of %s has %s, more than its ceiling of %s, and cannot start anew because of %s"
        .formatted(file, megabytes(bytes), megabytes(ceilingBytes), culprit.pin());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private void say(String what, long now) {
    if (!said || now - saidAt >= SAY_AGAIN_NANOS) {
      said = true;
      saidAt = now;
      LOGGER.log(Level.WARNING, what);
    }
  }

  /// How long each block waits while a backup pins a log of so many bytes: nothing up to twice the
  /// ceiling, then 1 ms, four times as much for each half of a ceiling more, up to 100 ms.
  long pauseNanos(long bytes) {
    double beyond = (double) bytes / ceilingBytes - 2;
    return beyond < 0
        ? 0
        : (long) Math.min(LEAST_PAUSE_NANOS * Math.pow(16, beyond), (double) LONGEST_PAUSE_NANOS);
  }
}
