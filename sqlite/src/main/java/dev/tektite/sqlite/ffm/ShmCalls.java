package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The one method of a VFS file that is called directly: `xShmMap`.
public final class ShmCalls {
  private static final int REGION_BYTES = 32 * 1024;
  private static final MethodHandle SHM_MAP = Calls.pointer(INT, POINTER, INT, INT, INT, POINTER);

  private ShmCalls() {}

  /// Asks a file for the address of the first region of its shared memory, without creating it.
  public static int map(long function, long file, long result) {
    try {
      return (int)
          SHM_MAP.invokeExact(MemorySegment.ofAddress(function), file, 0, REGION_BYTES, 0, result);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
