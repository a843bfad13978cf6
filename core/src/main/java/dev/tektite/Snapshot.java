package dev.tektite;

import dev.tektite.block.InBlock;
import dev.tektite.engine.PinnedSnapshot;
import dev.tektite.observe.BlockKind;
import dev.tektite.probe.Observing;
import dev.tektite.probe.Operation;
import dev.tektite.sql.ReadTx;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit of a database, pinned until it is closed: several blocks see exactly the same.
///
/// It has a connection of its own, beyond the readers. While it is open the log cannot shrink below
/// what came after it, so do not keep one for long.
///
/// *One thread at a time.*
public final class Snapshot implements AutoCloseable {
  private final PinnedSnapshot pinned;
  private final Observing observing;
  private final InBlock inBlock;

  Snapshot(PinnedSnapshot pinned, Observing observing, InBlock inBlock) {
    this.pinned = pinned;
    this.observing = observing;
    this.inBlock = inBlock;
  }

  /// Runs a block that reads the pinned commit.
  ///
  /// @return what the block returned
  /// @throws IllegalStateException if the snapshot is closed, in use by another thread, or if this
  ///   thread is inside a block of the same database
  /// @throws dev.tektite.sqlite.DatabaseException.Cancelled if the thread is interrupted, the block
  ///   runs longer than it may, or the policy of the log has let go of the commit
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    inBlock.refuse();
    if (observing.isIdle()) {
      return inBlock.call(() -> pinned.read(block));
    }
    Operation operation = observing.begin(BlockKind.SNAPSHOT, pinned.label());
    return operation.<ReadTx, T>run(block, watched -> inBlock.call(() -> pinned.read(watched)));
  }

  /// Lets go of the commit. Closing twice does nothing.
  @Override
  public void close() {
    pinned.close();
  }
}
