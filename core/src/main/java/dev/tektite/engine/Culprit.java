package dev.tektite.engine;

import dev.tektite.wal.WalPin;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A reader that is open for long, and how it is stopped.
///
/// @param pin what is told about it
/// @param openedAt since when it has been reading, by [System#nanoTime()]
/// @param stop stops it, for a reason; does nothing if it has ended
record Culprit(WalPin pin, long openedAt, Consumer<String> stop) {
  static @Nullable Culprit of(PinnedSnapshot snapshot, long now) {
    long openedAt = snapshot.reader().openedAt();
    if (openedAt == 0) {
      return null;
    }
    var pin =
        new WalPin(
            snapshot.isExempt() ? WalPin.Kind.EXEMPT : WalPin.Kind.SNAPSHOT,
            snapshot.openedBy().getName(),
            snapshot.label(),
            Duration.ofNanos(now - openedAt),
            snapshot.stack());
    return new Culprit(pin, openedAt, snapshot::expire);
  }

  /// A copy that is being made: exempt, so that nothing stops it.
  static Culprit of(CopySource source, boolean stacks, long now) {
    var pin =
        new WalPin(
            WalPin.Kind.EXEMPT,
            source.thread().getName(),
            source.label(),
            Duration.ofNanos(now - source.startedAt()),
            stacks ? List.of(source.thread().getStackTrace()) : List.of());
    return new Culprit(pin, source.startedAt(), reason -> {});
  }

  static Culprit ofOtherProcess(long since, long now) {
    var pin =
        new WalPin(WalPin.Kind.OTHER_PROCESS, null, null, Duration.ofNanos(now - since), List.of());
    return new Culprit(pin, since, reason -> {});
  }

  /// Whether it may be stopped.
  boolean canBeStopped() {
    return pin.kind() == WalPin.Kind.READ_BLOCK || pin.kind() == WalPin.Kind.SNAPSHOT;
  }

  boolean isExempt() {
    return pin.kind() == WalPin.Kind.EXEMPT;
  }
}
