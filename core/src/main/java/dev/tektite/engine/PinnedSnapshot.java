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
  private volatile boolean drained;
  // Written by the user, while drained; read by the one who closes the database.
  private volatile boolean closeWanted;

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

  /// The name that its caller gave, or `null`.
  public @Nullable String label() {
    return limits.label();
  }

  private void begin() {
    if (closed) {
      throw new IllegalStateException("The snapshot is closed");
    }
    if (!link().cancelWord().tryBegin()) {
      throw new IllegalStateException(
          drained
              ? "The database of the snapshot is being closed"
              : "The snapshot is in use by another thread: it serves one at a time; open one for"
                  + " each");
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
    if (drained) {
      closeWanted = true;
      return;
    }
    begin();
    closeBorrowed();
  }

  private void closeBorrowed() {
    closed = true;
    owner.remove(this);
    try {
      reader.letGo();
    } finally {
      reader.close();
      link().cancelWord().end();
    }
  }

  /// Takes it out of use, since the database is being closed.
  ///
  /// @return whether no block runs on it
  boolean drain() {
    if (!drained && link().cancelWord().tryBegin()) {
      drained = true;
    }
    return drained || closed;
  }

  /// The reverse of [#drain()].
  void resume() {
    if (drained) {
      drained = false;
      link().cancelWord().end();
      if (closeWanted) {
        close();
      }
    }
  }

  /// Closes it, after it was drained.
  void closeDrained() {
    if (!closed) {
      reader.borrow(System.nanoTime());
      closeBorrowed();
    }
  }
}
