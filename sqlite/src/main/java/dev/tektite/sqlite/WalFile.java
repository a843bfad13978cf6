package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.FileCalls;
import dev.tektite.sqlite.ffm.Memory;

/// The bytes of the log of a connection, read through the file that SQLite itself has open
/// ([journal pointer](https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html)), so that no
/// descriptor is opened and closed, whatever the [VFS](https://www.sqlite.org/vfs.html).
///
/// The bytes are those on the disk: encrypted, if the database is.
///
/// *One thread at a time:* the owner of the connection.
public final class WalFile {
  private static final int JOURNAL_POINTER = 28;
  private static final int READ_OFFSET = 16;
  private static final int SHORT_READ = 522;
  private static final int LONGEST_READ = 64 * 1024 - 1;
  private static final int FRAME_HEADER_BYTES = 24;

  private final Connection connection;
  private final int pageBytes;

  /// That of the main database, which must be in WAL mode and have been read by this connection.
  public WalFile(Connection connection) {
    this.connection = connection;
    try (Statement ask = connection.prepare("pragma main.page_size")) {
      ask.step();
      this.pageBytes = (int) ask.columnLong(0);
    }
  }

  /// Reads bytes as they are in the file.
  ///
  /// @param offset where in the file, in bytes
  /// @param target filled from its beginning
  /// @param length how many
  /// @throws DatabaseException.Io if it fails, or the file ends before
  public void read(long offset, byte[] target, int length) {
    connection.check();
    StackProbe.check();
    int done = 0;
    while (done < length) {
      int part = part(length - done);
      Slab slab = connection.slab;
      slab.clear();
      slab.reserve(part);
      long room = slab.latest();
      readPart(room, part, offset + done);
      Memory.read(room, target, done, part);
      done += part;
    }
  }

  /// The layer that encrypts decrypts reads of exactly a page, or a frame; others it leaves alone.
  private int part(int left) {
    int part = Math.min(left, LONGEST_READ);
    return part == pageBytes || part == pageBytes + FRAME_HEADER_BYTES ? part - 1 : part;
  }

  private void readPart(long room, int length, long offset) {
    long file = file();
    long function = Memory.getLong(Memory.getLong(file) + READ_OFFSET);
    int code = FileCalls.read(function, file, room, length, offset);
    if (code != 0) {
      String what = code == SHORT_READ ? "ends before byte %d" : "cannot be read at byte %d";
      throw DatabaseException.of(
          code,
          "The log of %s %s"
              .formatted(
                  connection.name(), what.formatted(code == SHORT_READ ? offset + length : offset)),
          null,
          -1);
    }
  }

  private long file() {
    long pointer = connection.slot;
    Memory.putLong(pointer, 0);
    int code = ConnectionCalls.fileControl(connection.handle, 0, JOURNAL_POINTER, pointer);
    long file = Memory.getLong(pointer);
    if (code != 0 || file == 0 || Memory.getLong(file) == 0) {
      throw new IllegalStateException(
          "The connection to %s has no log open: read from the database first, in WAL mode"
              .formatted(connection.name()));
    }
    return file;
  }
}
