package dev.tektite.engine;

import dev.tektite.wal.WalPolicy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Names readers that are open for long, and stops those that are open for too long.
///
/// *One thread at a time:* the watcher.
final class ReadAges {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final String file;
  private final LogReaders readers;
  private final long warnNanos;
  private final @Nullable Duration most;

  // Since when the reader has been open that was named last.
  private long named;
  private long stopped;

  ReadAges(String file, LogReaders readers, WalPolicy policy) {
    this.file = file;
    this.readers = readers;
    this.warnNanos = Nanos.of(policy.warnReadAge());
    this.most = policy.maxReadAge();
  }

  /// Looks at the oldest reader; the next oldest is looked at when that one has ended.
  void look(long now) {
    long age = readers.oldestNanos(now);
    boolean tooOld = most != null && age > Nanos.of(most);
    if (age < warnNanos && !tooOld) {
      return;
    }
    Culprit oldest = readers.oldest(now);
    if (oldest == null) {
      return;
    }
    if (tooOld && oldest.canBeStopped()) {
      stop(oldest);
    } else if (oldest.openedAt() != named && !oldest.isExempt()) {
      named = oldest.openedAt();
      LOGGER.log(Level.WARNING, "On {0}, {1} may keep the log from shrinking", file, oldest.pin());
    }
  }

  private void stop(Culprit oldest) {
    oldest
        .stop()
        .accept(
            "Stopped because it was open for longer than the maxReadAge of %s: %s"
                .formatted(most, oldest.pin()));
    if (oldest.openedAt() != stopped) {
      stopped = oldest.openedAt();
      LOGGER.log(
          Level.WARNING,
          "On {0}, {1} was stopped: it was open for longer than the maxReadAge of {2}",
          file,
          oldest.pin(),
          most);
    }
  }
}
