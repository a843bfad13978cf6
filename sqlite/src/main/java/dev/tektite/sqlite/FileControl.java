package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import org.jspecify.annotations.Nullable;

/// What can be asked from the file of a database, and set
/// ([file_control](https://www.sqlite.org/c3ref/file_control.html)).
///
/// A method throws [UnsupportedOperationException] where the file's
/// [VFS](https://www.sqlite.org/vfs.html) does not know it: a database in memory has no log, say.
///
/// *One thread at a time:* the owner of the [Connection].
public final class FileControl {
  private static final int NOT_FOUND = 12;
  private static final int ASK = -1;

  private static final int SIZE_HINT = 5;
  private static final int CHUNK_SIZE = 6;
  private static final int PERSIST_WAL = 10;
  private static final int VFS_NAME = 12;
  private static final int HAS_MOVED = 20;
  private static final int LOCK_TIMEOUT = 34;
  private static final int SIZE_LIMIT = 36;
  private static final int RESERVE_BYTES = 38;

  private final Connection connection;
  private final String schema;

  FileControl(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /// Whether the log stays on disk when the last connection closes.
  public boolean persistWal() {
    return controlInt("persist WAL", PERSIST_WAL, ASK) != 0;
  }

  /// Sets whether the log stays on disk when the last connection closes.
  public void persistWal(boolean persist) {
    controlInt("persist WAL", PERSIST_WAL, persist ? 1 : 0);
  }

  /// The number of bytes at the end of each page that SQLite leaves to extensions.
  public int reserveBytes() {
    return controlInt("reserve bytes", RESERVE_BYTES, ASK);
  }

  /// Sets the number of bytes at the end of each page that SQLite leaves to extensions, from the
  /// next `VACUUM` on.
  ///
  /// @param bytes from 0 to 255
  public void reserveBytes(int bytes) {
    if (bytes < 0 || bytes > 255) {
      throw new IllegalArgumentException("expected 0 to 255 reserved bytes, but was " + bytes);
    }
    controlInt("reserve bytes", RESERVE_BYTES, bytes);
  }

  /// Sets how long the operating system may block for a lock, in milliseconds. Only libraries that
  /// were compiled for it have it.
  public void lockTimeout(int millis) {
    controlInt("lock timeout", LOCK_TIMEOUT, millis);
  }

  /// Lets the file grow in steps of so many bytes.
  public void chunkSize(int bytes) {
    controlInt("chunk size", CHUNK_SIZE, bytes);
  }

  /// Tells how long the file is going to be, in bytes, so that room can be made at once.
  public void sizeHint(long bytes) {
    controlLong("size hint", SIZE_HINT, bytes);
  }

  /// Sets how long a database in memory may become, in bytes; a negative number only asks.
  ///
  /// @return the limit as it is now
  public long sizeLimit(long bytes) {
    return controlLong("size limit", SIZE_LIMIT, bytes);
  }

  /// Whether the file has been renamed, moved or deleted since it was opened.
  public boolean hasMoved() {
    return controlInt("has moved", HAS_MOVED, 0) != 0;
  }

  /// The names of the VFSes below the database, the outermost first, or `null` if they do not tell.
  public @Nullable String vfsName() {
    long pointer = controlLong("VFS name", VFS_NAME, 0);
    if (pointer == 0) {
      return null;
    }
    String name = Memory.textUntilNul(pointer);
    ConnectionCalls.free(pointer);
    return name;
  }

  private int controlInt(String what, int operation, int value) {
    return (int) control(what, operation, Integer.toUnsignedLong(value));
  }

  private long controlLong(String what, int operation, long value) {
    return control(what, operation, value);
  }

  private long control(String what, int operation, long value) {
    Schema.require(connection, schema);
    Slab slab = connection.slab;
    slab.clear();
    long name = slab.textAddress(schema);
    slab.reserve(8);
    long argument = slab.latest();
    Memory.putLong(argument, value);
    StackProbe.check();
    int code = ConnectionCalls.fileControl(connection.handle, name, operation, argument);
    if (code == NOT_FOUND) {
      throw new UnsupportedOperationException(
          "The file of %s in the connection to %s does not know \"%s\""
              .formatted(schema, connection.name(), what));
    } else if (code != 0) {
      String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
      throw DatabaseException.of(code, "\"%s\" failed: %s".formatted(what, text), null, -1);
    }
    return Memory.getLong(argument);
  }
}
