package dev.tektite.sqlite;

/// Finds out in Java that the stack is nearly used up, before a call that may come back up from C.
///
/// A stack overflow in Java is an error that can be caught; in a call up from C it ends the JVM.
final class StackProbe {
  private static final int FRAMES = 400;

  private StackProbe() {}

  /// @throws StackOverflowError if fewer than about 400 frames are left
  static void check() {
    if (descend(FRAMES) < 0) {
      throw new AssertionError();
    }
  }

  private static int descend(int frames) {
    return frames == 0 ? 0 : 1 + descend(frames - 1);
  }
}
