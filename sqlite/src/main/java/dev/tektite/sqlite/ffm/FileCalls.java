package dev.tektite.sqlite.ffm;

import static dev.tektite.sqlite.ffm.Calls.INT;
import static dev.tektite.sqlite.ffm.Calls.LONG;
import static dev.tektite.sqlite.ffm.Calls.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The method of a VFS file that reads: `xRead`.
public final class FileCalls {
  private static final MethodHandle READ = Calls.pointer(INT, POINTER, POINTER, INT, LONG);

  private FileCalls() {}

  /// Reads bytes of a file into native memory.
  public static int read(long function, long file, long target, int length, long offset) {
    try {
      return (int)
          READ.invokeExact(MemorySegment.ofAddress(function), file, target, length, offset);
    } catch (Throwable e) {
      throw Calls.thrown(e);
    }
  }
}
