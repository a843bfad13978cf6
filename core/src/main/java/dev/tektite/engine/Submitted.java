package dev.tektite.engine;

import dev.tektite.sql.WriteTx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A queued block with its future.
///
/// *Immutable,* but for the future.
///
/// @param bytes what it holds, as its producer says
record Submitted<T extends @Nullable Object>(
    Function<? super WriteTx, ? extends T> block, long bytes, CompletableFuture<T> future) {

  static <T extends @Nullable Object> Submitted<T> of(
      Function<? super WriteTx, ? extends T> block, long bytes) {
    return new Submitted<>(block, bytes, new CompletableFuture<>());
  }

  void fail(Throwable failure) {
    future.completeExceptionally(failure);
  }
}
