package dev.tektite.engine;

import dev.tektite.block.BlockTx;
import dev.tektite.wal.WalPin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those of this database who may be reading from its log: blocks, snapshots and copies.
///
/// *Safe for any number of threads.*
final class LogReaders {
  private static final int SNAPSHOT_WEIGHT = 16;

  private final ReaderPool readers;
  private final Snapshots snapshots;
  private final CopySources copies;
  private final boolean stacks;

  /// @param stacks whether it is told where a block is
  LogReaders(ReaderPool readers, Snapshots snapshots, CopySources copies, boolean stacks) {
    this.readers = readers;
    this.snapshots = snapshots;
    this.copies = copies;
    this.stacks = stacks;
  }

  /// For how long the oldest of them has been reading, in nanoseconds.
  long oldestNanos(long now) {
    return Math.max(oldestBlockNanos(now), oldestSnapshotNanos(now));
  }

  /// For how long one must expect to wait until those under way have ended: as long as the oldest
  /// has been reading, and many times as long for a snapshot or a copy, since they are there to
  /// stay.
  long expectedNanos(long now) {
    return Math.max(oldestBlockNanos(now), SNAPSHOT_WEIGHT * oldestSnapshotNanos(now));
  }

  private long oldestBlockNanos(long now) {
    long oldest = 0;
    for (Reader reader : readers.readers()) {
      long openedAt = reader.openedAt();
      if (openedAt != 0 && reader.link().cancelWord().block() != null) {
        oldest = Math.max(oldest, now - openedAt);
      }
    }
    return oldest;
  }

  private long oldestSnapshotNanos(long now) {
    long oldest = 0;
    for (PinnedSnapshot snapshot : snapshots.all()) {
      long openedAt = snapshot.reader().openedAt();
      oldest = openedAt == 0 ? oldest : Math.max(oldest, now - openedAt);
    }
    for (CopySource source : copies.all()) {
      oldest = Math.max(oldest, now - source.startedAt());
    }
    return oldest;
  }

  /// The one that has been reading the longest, or `null`.
  @Nullable Culprit oldest(long now) {
    List<Culprit> all = all(now);
    return all.isEmpty() ? null : all.getFirst();
  }

  /// All of them, the oldest first.
  List<Culprit> all(long now) {
    List<Culprit> all = new ArrayList<>();
    for (Reader reader : readers.readers()) {
      add(all, inBlock(reader, now));
    }
    for (PinnedSnapshot snapshot : snapshots.all()) {
      add(all, Culprit.of(snapshot, now));
    }
    copies.all().forEach(source -> all.add(Culprit.of(source, stacks, now)));
    all.sort(Comparator.comparingLong(each -> each.openedAt() - now));
    return all;
  }

  private static void add(List<Culprit> all, @Nullable Culprit found) {
    if (found != null) {
      all.add(found);
    }
  }

  private @Nullable Culprit inBlock(Reader reader, long now) {
    long openedAt = reader.openedAt();
    BlockTx block = reader.link().cancelWord().block();
    if (openedAt == 0 || block == null || reader.openedAt() != openedAt) {
      return null;
    }
    List<StackTraceElement> stack = stacks ? List.of(block.thread().getStackTrace()) : List.of();
    var pin =
        new WalPin(
            WalPin.Kind.READ_BLOCK,
            block.thread().getName(),
            block.info().label(),
            Duration.ofNanos(now - openedAt),
            stack);
    return new Culprit(pin, openedAt, block::cancel);
  }
}
