package dev.tektite.sqlite;

/// What happened to a row.
///
/// *Immutable.*
public enum ChangeKind {
  /// It is new.
  INSERT(18),
  /// It has other values.
  UPDATE(23),
  /// It is gone.
  DELETE(9);

  final int code;

  ChangeKind(int code) {
    this.code = code;
  }

  static ChangeKind ofCode(int code) {
    return code == INSERT.code ? INSERT : code == DELETE.code ? DELETE : UPDATE;
  }
}
