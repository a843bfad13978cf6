package dev.tektite.bulk;

import dev.tektite.sql.WriteTx;
import java.util.function.Consumer;

/// Runs blocks that write: `db::write`.
///
/// *Safe for any number of threads* if what stands behind it is.
@FunctionalInterface
public interface WriteDoor {
  /// Runs a block as a transaction, and returns when it is stored.
  void write(Consumer<? super WriteTx> block);
}
