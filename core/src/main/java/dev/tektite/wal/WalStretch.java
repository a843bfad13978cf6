package dev.tektite.wal;

import java.nio.channels.ReadableByteChannel;

/// A stretch of the log: the bytes from one offset of the log file to another, which hold whole
/// frames. The first stretch of a log begins with the header of the file.
///
/// The bytes are those of the file: encrypted, if the database is. The same frames can be offered
/// more than once, after an error or after a crash; [#log()] and [#offset()] tell.
///
/// *One thread at a time,* while the archive is being called.
public interface WalStretch {
  /// Which log it belongs to: SQLite's two [salts](https://www.sqlite.org/walformat.html), which
  /// change when the log starts anew, as 16 hexadecimal digits.
  String log();

  /// Where in the log file it begins, in bytes; 0 for the first one of a log.
  long offset();

  /// How long it is, in bytes.
  long bytes();

  /// How many frames (pages) it holds.
  int frames();

  /// The size of a page, in bytes; each frame is 24 bytes longer.
  int pageBytes();

  /// Reads it from its beginning. Each call begins anew.
  ReadableByteChannel open();
}
