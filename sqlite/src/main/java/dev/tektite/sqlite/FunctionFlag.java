package dev.tektite.sqlite;

/// What SQLite may assume about a function
/// ([c_deterministic](https://www.sqlite.org/c3ref/c_deterministic.html)).
///
/// *Immutable.*
public enum FunctionFlag {
  /// It gives the same value for the same arguments, always. It may stand in indexes and generated
  /// columns then, and must not use the connection: SQLite calls it even while it compiles.
  DETERMINISTIC(0x800),
  /// It must not be used from the schema: no trigger, view, index, default or generated column can
  /// call it. Recommended for everything that has side effects.
  DIRECT_ONLY(0x80000),
  /// It has no side effects and gives nothing away, so that even an untrusted schema may call it.
  INNOCUOUS(0x200000);

  final int bit;

  FunctionFlag(int bit) {
    this.bit = bit;
  }
}
