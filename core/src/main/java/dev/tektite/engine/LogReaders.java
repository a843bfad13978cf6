package dev.tektite.engine;

import dev.tektite.block.BlockTx;
import dev.tektite.wal.WalPin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those of this database who may be reading from its log: blocks, snapshots and copies, and who
/// has been at it the longest.
///
/// *Safe for any number of threads.*
final class LogReaders {
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

  /// The reader of ours that has been in its transaction the longest, or `null`.
  @Nullable Culprit oldest(long now) {
    Culprit oldest = null;
    for (Reader reader : readers.readers()) {
      Culprit found = inBlock(reader, now);
      oldest = found != null && found.isOlderThan(oldest) ? found : oldest;
    }
    for (PinnedSnapshot snapshot : snapshots.all()) {
      Culprit found = Culprit.of(snapshot, now);
      oldest = found != null && found.isOlderThan(oldest) ? found : oldest;
    }
    for (CopySource source : copies.all()) {
      Culprit found = Culprit.of(source, stacks, now);
      oldest = found.isOlderThan(oldest) ? found : oldest;
    }
    return oldest;
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

  /// How long the oldest block that reads has been reading, in nanoseconds.
  long oldestNanos(long now) {
    long oldest = now;
    for (Reader reader : readers.readers()) {
      long openedAt = reader.openedAt();
      if (openedAt != 0 && reader.link().cancelWord().block() != null && openedAt - oldest < 0) {
        oldest = openedAt;
      }
    }
    for (PinnedSnapshot snapshot : snapshots.all()) {
      long openedAt = snapshot.reader().openedAt();
      if (openedAt != 0 && openedAt - oldest < 0) {
        oldest = openedAt;
      }
    }
    return now - oldest;
  }
}
