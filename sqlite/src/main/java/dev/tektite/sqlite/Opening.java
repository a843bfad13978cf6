package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;
import org.jspecify.annotations.Nullable;

/// Opens connections ([open](https://www.sqlite.org/c3ref/open.html)).
final class Opening {
  static final int URI = 0x40;

  private static final int NO_MUTEX = 0x8000;
  private static final int SLOT_BYTES = 16;

  // A pattern of LIKE or GLOB takes some 100 bytes of the C stack for each wildcard; the 50 000
  // characters that SQLite allows need more than a thread of Java has.
  private static final int LIKE_PATTERN_LENGTH = 8;
  private static final int LONGEST_LIKE_PATTERN = 2000;

  private Opening() {}

  static Connection open(String name, int flags, @Nullable String vfs) {
    refuseNul("name of a database", name);
    if (vfs != null) {
      refuseNul("name of a VFS", vfs);
    }
    StackProbe.check();
    var slab = new Slab();
    try {
      return open(name, flags, vfs, slab);
    } catch (Throwable e) {
      slab.free();
      throw e;
    }
  }

  private static Connection open(String name, int flags, @Nullable String vfs, Slab slab) {
    long nameAddress = slab.textAddress(name);
    long vfsAddress = vfs == null ? 0 : slab.textAddress(vfs);
    long slot = Slab.allocate(SLOT_BYTES);
    Memory.putLong(slot, 0);
    int code = ConnectionCalls.openV2(nameAddress, slot, flags | NO_MUTEX, vfsAddress);
    long handle = Memory.getLong(slot);
    if (code != 0) {
      ConnectionCalls.free(slot);
      throw failure(name, code, handle);
    }
    ConnectionCalls.extendedResultCodes(handle, 1);
    ConnectionCalls.limit(handle, LIKE_PATTERN_LENGTH, LONGEST_LIKE_PATTERN);
    return new Connection(name, handle, slab, slot);
  }

  private static DatabaseException failure(String name, int code, long handle) {
    int extended = handle == 0 ? code : ConnectionCalls.extendedErrcode(handle);
    String text = Memory.textUntilNul(ConnectionCalls.errstr(code));
    if (handle != 0) {
      text = Memory.textUntilNul(ConnectionCalls.errmsg(handle));
      ConnectionCalls.closeV2(handle);
    }
    return DatabaseException.of(extended, "Cannot open %s: %s".formatted(name, text), null, -1);
  }

  /// Refuses a text that C would take for a shorter one.
  static void refuseNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "The %s holds a NUL character: %s".formatted(what, text.replace('\0', '␀')));
    }
  }
}
