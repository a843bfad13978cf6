package dev.tektite.engine;

import dev.tektite.block.BlockConnection;
import dev.tektite.block.BlockTx;
import dev.tektite.sql.ReadTx;
import dev.tektite.sqlite.DatabaseException;
import dev.tektite.sqlite.StackProbe;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit, held open over several blocks on a connection of its own.
///
/// *One thread at a time.*
public final class PinnedSnapshot {
  private final Snapshots owner;
  private final Reader reader;
  private final BlockLimits limits;
  private final boolean exempt;
  private final Thread openedBy = Thread.currentThread();
  private final List<StackTraceElement> stack;

  // Written while the cancel word is running.
  private volatile boolean closed;
  private volatile boolean drained;
  // Written by the user, while drained; read by the one who closes the database.
  private volatile boolean closeWanted;
  // Written once, by the keeper or the watcher: why it was let go of.
  private volatile @Nullable String expired;

  /// @param exempt whether it may pin the log for as long as it takes
  PinnedSnapshot(Snapshots owner, Reader reader, BlockLimits limits, boolean exempt) {
    this.owner = owner;
    this.reader = reader;
    this.limits = limits;
    this.exempt = exempt;
    this.stack = owner.keepsStacks() ? List.of(Thread.currentThread().getStackTrace()) : List.of();
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

  Reader reader() {
    return reader;
  }

  /// Whether it may pin the log for as long as it takes.
  boolean isExempt() {
    return exempt;
  }

  Thread openedBy() {
    return openedBy;
  }

  /// Where it was opened, if that is kept.
  List<StackTraceElement> stack() {
    return stack;
  }

  private void begin() {
    if (closed) {
      throw new IllegalStateException("The snapshot is closed");
    }
    String reason = expired;
    if (reason != null) {
      throw new DatabaseException.Cancelled(reason, null);
    }
    beginInAnyCase();
  }

  private void beginInAnyCase() {
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
    try {
      if (expired != null) {
        reader.letGo();
      }
    } finally {
      reader.unborrow();
      link().cancelWord().end();
    }
  }

  /// Runs a block that sees the pinned commit.
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    StackProbe.check(Engine.READ_STACK_BYTES);
    begin();
    try {
      Watcher.SHARED.blockBegins();
      return Engine.run(link(), block, Engine.info(limits, false, System.nanoTime()));
    } catch (Throwable e) {
      owner.failed(e);
      throw e;
    } finally {
      end();
    }
  }

  /// Lets go of the commit. Closing twice does nothing.
  ///
  /// @throws IllegalStateException if a block is running
  public void close() {
    while (!closed) {
      if (drained) {
        closeWanted = true;
        if (drained) {
          return; // who resumes it clears `drained` before looking at `closeWanted`
        }
      } else if (link().cancelWord().tryBegin()) {
        closeTaken();
      } else if (link().cancelWord().block() != null) {
        throw new IllegalStateException(
            "The snapshot is in use by another thread: end its block first");
      } else {
        Thread.yield(); // the keeper, or the one who closes the database, has it for a moment
      }
    }
  }

  private void closeTaken() {
    if (closed) {
      link().cancelWord().end();
    } else {
      reader.borrow(System.nanoTime());
      closeBorrowed();
    }
  }

  private void closeBorrowed() {
    closed = true;
    owner.remove(this);
    try {
      reader.close(); // which ends its transaction, also where damage would make COMMIT fail
    } finally {
      link().cancelWord().end();
    }
  }

  /// Lets go of the commit against the will of its user, whose running block is stopped.
  ///
  /// @param reason what the user is told
  void expire(String reason) {
    if (expired == null) {
      expired = reason;
    }
    BlockTx block = link().cancelWord().block();
    if (block != null) {
      block.cancel(reason); // its end lets go
    } else if (link().cancelWord().tryBegin()) {
      if (closed) {
        link().cancelWord().end();
      } else {
        reader.borrow(System.nanoTime());
        end();
      }
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
