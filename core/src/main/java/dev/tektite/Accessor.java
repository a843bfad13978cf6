package dev.tektite;

import dev.tektite.sql.WriteTx;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Blocks that are given a typed accessor instead of the bare `tx`: an object of the application's
/// own, made anew for each block and bound to its transaction.
///
/// In a block that reads, the accessor's `tx` refuses to write.
///
/// *Safe for any number of threads.*
///
/// @param <A> the accessor
public final class Accessor<A> {
  private final Blocks blocks;
  private final Function<? super WriteTx, ? extends A> factory;

  Accessor(Blocks blocks, Function<? super WriteTx, ? extends A> factory) {
    this.blocks = blocks;
    this.factory = factory;
  }

  /// As [Blocks#read(Function)].
  ///
  /// @return what the block returned
  public <T extends @Nullable Object> T read(Function<? super A, ? extends T> block) {
    return blocks.read(tx -> block.apply(factory.apply((WriteTx) tx)));
  }

  /// As [Blocks#write(Consumer)].
  public void write(Consumer<? super A> block) {
    blocks.write(tx -> block.accept(factory.apply(tx)));
  }

  /// As [Blocks#writeReturning(Function)].
  ///
  /// @return what the block returned
  public <T extends @Nullable Object> T writeReturning(Function<? super A, ? extends T> block) {
    return blocks.writeReturning(tx -> block.apply(factory.apply(tx)));
  }
}
