package dev.tektite.testkit.faults;

/// One rule of a script: what happens to the n-th of some operations on some kinds of files.
///
/// @param operations a mask of [Operation#bits()]
/// @param kinds a mask of [FileKind#bit()]
/// @param n counted from now, at least 1
/// @param repeat [FaultCalls#ONCE], [FaultCalls#FROM_THEN_ON] or [FaultCalls#EVERY]
/// @param action a mask of [FaultCalls#FAIL] and its neighbours
/// @param code what SQLite is told, 0 for success
/// @param keptBytes what a torn write stores
record Rule(int operations, int kinds, long n, int repeat, int action, int code, int keptBytes) {
  Rule {
    if (n < 1 || keptBytes < 0) {
      throw new IllegalArgumentException(
          "expected n >= 1 and bytes >= 0, but was %d and %d".formatted(n, keptBytes));
    }
  }
}
