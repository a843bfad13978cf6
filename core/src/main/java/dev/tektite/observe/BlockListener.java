package dev.tektite.observe;

/// Is told about every block: may refuse it before it begins, and hears what became of it.
///
/// Listeners are asked in the order in which they were added, and told in the reverse order, on the
/// thread that called (for submitted blocks, [#after(BlockEvent)] on the thread that ran them). A
/// listener that has let a block pass is told its end, whatever happens in between.
///
/// A listener must not open blocks of the same database: it would be asked about those too.
///
/// *Safe for any number of threads:* listeners must be.
public interface BlockListener {
  /// A block is about to begin. What this throws reaches the caller unchanged, and the block never
  /// runs.
  default void before(BlockStart block) {}

  /// A block is over. What this throws is logged, and changes nothing.
  default void after(BlockEvent block) {}
}
