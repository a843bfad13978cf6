package dev.tektite.sqlite;

/// One of the five types that a stored value has, whatever its column declares
/// ([datatype3](https://www.sqlite.org/datatype3.html)).
///
/// *Immutable.*
public enum ValueType {
  /// A signed integer of up to 64 bits.
  INTEGER,
  /// A 64-bit float.
  REAL,
  /// Text.
  TEXT,
  /// Bytes.
  BLOB,
  /// No value.
  NULL;

  private static final ValueType[] BY_CODE = values();

  static final int NULL_CODE = 5;

  static ValueType ofCode(int code) {
    return BY_CODE[code - 1];
  }
}
