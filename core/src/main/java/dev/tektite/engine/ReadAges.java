package dev.tektite.engine;

import dev.tektite.wal.WalPolicy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names readers that are open for long, and stops those that are open for too long.
///
/// *One thread at a time:* the watcher.
final class ReadAges {
  private static final System.Logger LOGGER = System.getLogger("dev.tektite");

  private final String file;
  private final LogReaders readers;
  private final long warnNanos;
  private final long mostNanos;
  private final @Nullable Duration most;

  // When those were opened that have been named, or stopped, and are still there.
  private final Set<Long> named = new HashSet<>();
  private final Set<Long> stopped = new HashSet<>();

  ReadAges(String file, LogReaders readers, WalPolicy policy) {
    this.file = file;
    this.readers = readers;
    this.most = policy.maxReadAge();
    this.warnNanos = Nanos.of(policy.warnReadAge());
    this.mostNanos = most == null ? Long.MAX_VALUE : Nanos.of(most);
  }

  /// Looks how old the readers are.
  void look(long now) {
    if (readers.oldestNanos(now) < Math.min(warnNanos, mostNanos)) {
      return;
    }
    var all = readers.all(now);
    var open = all.stream().map(Culprit::openedAt).collect(Collectors.toSet());
    named.retainAll(open);
    stopped.retainAll(open);
    for (Culprit each : all) {
      long age = now - each.openedAt();
      if (age > mostNanos && each.canBeStopped()) {
        stop(each);
      } else if (age > warnNanos && !each.isExempt() && named.add(each.openedAt())) {
        LOGGER.log(Level.WARNING, "On {0}, {1} may keep the log from shrinking", file, each.pin());
      }
    }
  }

  private void stop(Culprit reader) {
    reader
        .stop()
        .accept(
            "Stopped because it was open for longer than the maxReadAge of %s: %s"
                .formatted(most, reader.pin()));
    if (stopped.add(reader.openedAt())) {
      LOGGER.log(
          Level.WARNING,
          "On {0}, {1} was stopped: it was open for longer than the maxReadAge of {2}",
          file,
          reader.pin(),
          most);
    }
  }
}
