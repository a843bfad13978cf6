package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.StackProbe;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit, held open over several blocks on a connection of its own.
///
/// *One thread at a time.*
public final class PinnedSnapshot {
  private final Snapshots owner;
  private final Reader reader;
  private final BlockLimits limits;

  // Written while the cancel word is running.
  private volatile boolean closed;

  PinnedSnapshot(Snapshots owner, Reader reader, BlockLimits limits) {
    this.owner = owner;
    this.reader = reader;
    this.limits = limits;
    begin();
    try {
      reader.begin(0, System.nanoTime() + limits.waitNanos());
    } finally {
      end();
    }
  }

  BlockConnection link() {
    return reader.link();
  }

  private void begin() {
    if (closed) {
      throw new IllegalStateException("The snapshot is closed");
    }
    if (!link().cancelWord().tryBegin()) {
      throw new IllegalStateException(
          "The snapshot is in use by another thread: it serves one at a time; open one for each");
    }
    reader.borrow(System.nanoTime());
  }

  private void end() {
    reader.unborrow();
    link().cancelWord().end();
  }

  /// Runs a block that sees the pinned commit.
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    StackProbe.check(Engine.READ_STACK_BYTES);
    begin();
    try {
      Watcher.SHARED.blockBegins();
      return Engine.run(link(), block, Engine.info(limits, false, System.nanoTime()));
    } finally {
      end();
    }
  }

  /// Lets go of the commit. Closing twice does nothing.
  ///
  /// @throws IllegalStateException if a block is running
  public void close() {
    if (closed) {
      return;
    }
    begin();
    closed = true;
    owner.remove(this);
    try {
      reader.letGo();
    } finally {
      reader.close();
      link().cancelWord().end();
    }
  }
}
