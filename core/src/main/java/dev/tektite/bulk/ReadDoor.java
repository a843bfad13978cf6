package dev.tektite.bulk;

import dev.tektite.sql.ReadTx;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs blocks that read: `db::read`.
///
/// *Safe for any number of threads* if what stands behind it is.
@FunctionalInterface
public interface ReadDoor {
  /// Runs a block that sees one commit.
  ///
  /// @return what the block returned
  <T extends @Nullable Object> T read(Function<? super ReadTx, ? extends T> block);
}
