package dev.tektite.block;

import org.jspecify.annotations.Nullable;

/// The watchdog of one database against nesting: knows whether a thread is inside one of its
/// blocks.
///
/// One scoped value serves all databases, so that a thread can also be asked whether it is inside
/// any block at all. It holds the innermost block, from which the outer ones, of other databases,
/// hang.
///
/// *Immutable.*
public final class InBlock {
  private static final ScopedValue<InBlock> INNERMOST = ScopedValue.newInstance();

  private final InBlock database;
  private final @Nullable InBlock outer;

  /// The watchdog of a database.
  public InBlock() {
    this.database = this;
    this.outer = null;
  }

  private InBlock(InBlock database, InBlock outer) {
    this.database = database;
    this.outer = outer;
  }

  /// Whether the calling thread is inside a block of any database.
  public static boolean isBoundAnywhere() {
    return INNERMOST.isBound();
  }

  /// Whether the calling thread is inside a block of this database.
  public boolean isBound() {
    return INNERMOST.isBound() && isAmong(INNERMOST.get());
  }

  private boolean isAmong(InBlock innermost) {
    for (InBlock at = innermost; at != null; at = at.outer) {
      if (at.database == this) {
        return true;
      }
    }
    return false;
  }

  /// Refuses a block on a thread that is inside another one of this database.
  ///
  /// @throws IllegalStateException if the calling thread is
  public void refuse() {
    if (isBound()) {
      throw nested();
    }
  }

  private static IllegalStateException nested() {
    return new IllegalStateException(
        "Blocks do not nest: this thread is inside a block of the same database. Pass its tx on"
            + " instead, or open this block after that one has ended");
  }

  /// Runs a block, inside of which the thread is meanwhile.
  public <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<? extends T, X> block) throws X {
    InBlock here = INNERMOST.isBound() ? new InBlock(this, INNERMOST.get()) : this;
    return ScopedValue.where(INNERMOST, here).call(block);
  }

  /// As [#refuse()] and [#call(ScopedValue.CallableOp)], with one look at the thread.
  public <T extends @Nullable Object, X extends Throwable> T enter(
      ScopedValue.CallableOp<? extends T, X> block) throws X {
    InBlock here = this;
    if (INNERMOST.isBound()) {
      InBlock innermost = INNERMOST.get();
      if (isAmong(innermost)) {
        throw nested();
      }
      here = new InBlock(this, innermost);
    }
    return ScopedValue.where(INNERMOST, here).call(block);
  }
}
