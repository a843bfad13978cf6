package dev.tektite.engine;

import org.jspecify.annotations.Nullable;

/// Makes a picture of a database from the engine's figures, in this order.
///
/// @param <S> the picture
@FunctionalInterface
public interface StatusMaker<S> {
  /// Makes the picture.
  S make(
      boolean concurrent,
      long blocks,
      long commits,
      int writersWaiting,
      @Nullable String writer,
      int readers,
      int readersOpen,
      int readersInUse,
      int readersWaiting,
      String readersInUseBy,
      int snapshots,
      int submitted,
      long statementHits,
      long statementMisses);
}
