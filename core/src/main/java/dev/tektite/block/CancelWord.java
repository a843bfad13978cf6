package dev.tektite.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Says whether a block is running on a connection, and keeps that block from ending while somebody
/// stops its statement.
///
/// ```
///   the block's thread                 the watcher
///   IDLE -> RUNNING
///   sqlite3_step ...                   RUNNING -> HELD
///                                      sqlite3_interrupt      (hits this block, no other)
///   RUNNING -> IDLE  fails: HELD       HELD -> RUNNING
///   RUNNING -> IDLE  the block is over
/// ```
///
/// *Safe for any number of threads.*
public final class CancelWord {
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int HELD = 2;
  private static final int SPINS = 64;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(CancelWord.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // through STATE
  private volatile int state;

  // Written by the block's thread while RUNNING; read by the watcher while HELD.
  private volatile @Nullable BlockTx block;

  /// Goes from idle to running.
  ///
  /// @return whether it was idle
  public boolean tryBegin() {
    return state == IDLE && STATE.compareAndSet(this, IDLE, RUNNING);
  }

  /// Goes back to idle, after a holder has let go. Does nothing if it is idle.
  public void end() {
    int spins = 0;
    while (!STATE.compareAndSet(this, RUNNING, IDLE) && state != IDLE) {
      if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // the holder has lost its processor
      }
    }
  }

  /// Says which block is running, or that none is any more.
  void block(@Nullable BlockTx running) {
    BLOCK.setRelease(this, running);
  }

  private static final VarHandle BLOCK;

  static {
    try {
      BLOCK = MethodHandles.lookup().findVarHandle(CancelWord.class, "block", BlockTx.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// The block that is running, or `null`; it may have ended by the time the answer is looked at.
  public @Nullable BlockTx block() {
    return block;
  }

  /// Whether something is running.
  public boolean isRunning() {
    return state != IDLE;
  }

  /// Runs an action while the block can be neither ended nor replaced.
  ///
  /// @return whether that block was still running, so that the action was run
  boolean whileRunning(BlockTx expected, Runnable action) {
    if (!STATE.compareAndSet(this, RUNNING, HELD)) {
      return false;
    }
    try {
      if (block != expected) {
        return false;
      }
      action.run();
      return true;
    } finally {
      STATE.setVolatile(this, RUNNING);
    }
  }
}
