package dev.tektite;

import org.jspecify.annotations.Nullable;

/// A block that may throw a checked exception, which passes on unchanged.
///
/// *One thread at a time:* the one that runs the block.
///
/// @param <A> what it is given
/// @param <T> what it returns
/// @param <X> what it may throw
@FunctionalInterface
public interface ThrowingFunction<A, T extends @Nullable Object, X extends Exception> {
  /// Runs the block.
  T apply(A argument) throws X;
}
