package dev.tektite.engine;

/// Passes an exception on unchanged, checked ones included: a block's own exception is its
/// caller's.
public final class Sneaky {
  private Sneaky() {}

  /// Throws what it is given; declared to return so that callers can write `throw`.
  public static RuntimeException rethrow(Throwable thrown) {
    Sneaky.<RuntimeException>raise(thrown);
    return new IllegalStateException(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> void raise(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
