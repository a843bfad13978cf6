package dev.tektite;

import dev.tektite.block.InBlock;
import dev.tektite.engine.BlockLimits;
import dev.tektite.engine.Engine;
import dev.tektite.engine.Sneaky;
import dev.tektite.sql.ReadTx;
import dev.tektite.sql.WriteTx;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Blocks of one database with one set of limits, and the watchdog against nesting.
///
/// *Safe for any number of threads.*
final class DoorBlocks implements Blocks {
  private final Engine engine;
  private final InBlock inBlock;
  private final BlockLimits limits;

  /// @param inBlock the database's watchdog
  DoorBlocks(Engine engine, InBlock inBlock, BlockLimits limits) {
    this.engine = engine;
    this.inBlock = inBlock;
    this.limits = limits;
  }

  BlockLimits limits() {
    return limits;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block) {
    return inBlock.enter(() -> engine.read(block, limits));
  }

  @Override
  public void write(Consumer<? super WriteTx> block) {
    this.<@Nullable Object>writeReturning(tx -> {
      block.accept(tx);
      return null;
    });
  }

  @Override
  public <T extends @Nullable Object> T writeReturning(
      Function<? super WriteTx, ? extends T> block) {
    refuseNesting();
    return engine.write(inside(block), limits);
  }

  /// Marks the thread while the block runs, and no longer: what runs after its commit may open
  /// blocks.
  <T extends @Nullable Object> Function<WriteTx, T> inside(
      Function<? super WriteTx, ? extends T> block) {
    return tx -> inBlock.call(() -> block.apply(tx));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T readThrowing(
      ThrowingFunction<? super ReadTx, ? extends T, ? extends X> block) throws X {
    return read(unchecked(block));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T writeThrowing(
      ThrowingFunction<? super WriteTx, ? extends T, ? extends X> block) throws X {
    return writeReturning(unchecked(block));
  }

  /// Lets a checked exception pass through a function that declares none.
  static <A, T extends @Nullable Object> Function<A, T> unchecked(
      ThrowingFunction<? super A, ? extends T, ?> block) {
    return argument -> {
      try {
        return block.apply(argument);
      } catch (Exception e) {
        throw Sneaky.rethrow(e);
      }
    };
  }

  /// Refuses a block on a thread that is inside another one of the same database.
  void refuseNesting() {
    inBlock.refuse();
  }
}
