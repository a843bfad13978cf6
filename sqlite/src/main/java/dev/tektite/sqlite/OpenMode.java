package dev.tektite.sqlite;

/// What a connection may do with its file.
///
/// *Immutable.*
public enum OpenMode {
  /// Reads only; the file must exist.
  READ_ONLY(0x1),
  /// Reads and writes; the file must exist.
  READ_WRITE(0x2),
  /// Reads and writes; a missing file is created.
  CREATE(0x2 | 0x4);

  final int flags;

  OpenMode(int flags) {
    this.flags = flags;
  }
}
