package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.Memory;
import dev.tektite.sqlite.ffm.ShmCalls;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The header of the WAL-index in shared memory: 48 bytes that differ after every commit by
/// anybody, in this process or another ([walformat](https://www.sqlite.org/walformat.html), section
/// 2.1).
///
/// SQLite compares the same bytes to find out whether a snapshot is still the newest. They are read
/// through the memory that the connection's own file has mapped, never by opening the `-shm` file:
/// closing any descriptor of it would drop SQLite's locks.
///
/// *One thread at a time:* the owner of the connection.
public final class WalIndex {
  /// The number of 64-bit words of the header.
  public static final int WORDS = 6;

  private static final int METHODS_WITH_SHM = 2;
  private static final int SHM_MAP_OFFSET = 104;

  private final Connection connection;
  private final long header;

  private WalIndex(Connection connection, long header) {
    this.connection = connection;
    this.header = header;
  }

  static @Nullable WalIndex of(Connection connection, long file, long scratch) {
    long methods = Memory.getLong(file);
    if (methods == 0 || Memory.getInt(methods) < METHODS_WITH_SHM) {
      return null;
    }
    long map = Memory.getLong(methods + SHM_MAP_OFFSET);
    if (map == 0) {
      return null;
    }
    Memory.putLong(scratch, 0);
    int code = ShmCalls.map(map, file, scratch);
    long region = Memory.getLong(scratch);
    return code == 0 && region != 0 ? new WalIndex(connection, region) : null;
  }

  /// Copies the header as it is now.
  ///
  /// @param target at least [#WORDS] long
  public void copyTo(long[] target) {
    connection.check();
    VarHandle.acquireFence();
    for (int i = 0; i < WORDS; i++) {
      target[i] = Memory.getLong(header + 8L * i);
    }
    VarHandle.acquireFence();
  }

  /// Whether the header is now what it was when it was copied.
  ///
  /// @param copy made by [#copyTo(long[])]
  public boolean matches(long[] copy) {
    connection.check();
    VarHandle.acquireFence();
    long at = header;
    return Memory.getLong(at) == copy[0]
        && Memory.getLong(at + 8) == copy[1]
        && Memory.getLong(at + 16) == copy[2]
        && Memory.getLong(at + 24) == copy[3]
        && Memory.getLong(at + 32) == copy[4]
        && Memory.getLong(at + 40) == copy[5];
  }
}
