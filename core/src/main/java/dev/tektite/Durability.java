package dev.tektite;

/// What a commit has survived when `write` returns.
///
/// *Immutable.*
public enum Durability {
  /// A power cut: the commit has been flushed to the disk
  /// ([synchronous](https://www.sqlite.org/pragma.html#pragma_synchronous)`=FULL`; `EXTRA` where
  /// there is no log).
  FULL,
  /// The end of the process. A power cut may take the newest commits with it, never a part of one
  /// and never an older one before a newer (`synchronous=NORMAL`).
  NORMAL,
  /// The end of the process. A power cut may damage the file (`synchronous=OFF`): for data that can
  /// be made again.
  OFF
}
