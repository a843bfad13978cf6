package dev.tektite.testkit.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/// How much memory the C library has handed out, by
/// [mallinfo2](https://man7.org/linux/man-pages/man3/mallinfo.3.html) of glibc.
final class NativeMemory {
  private static final int FIELDS = 10;
  private static final int MAPPED = 4;
  private static final int ALLOCATED = 7;
  private static final Optional<MethodHandle> MALLINFO = find();

  private NativeMemory() {}

  private static Optional<MethodHandle> find() {
    Linker linker = Linker.nativeLinker();
    var result = MemoryLayout.structLayout(layouts());
    return linker
        .defaultLookup()
        .find("mallinfo2")
        .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(result)));
  }

  private static MemoryLayout[] layouts() {
    var layouts = new MemoryLayout[FIELDS];
    Arrays.fill(layouts, ValueLayout.JAVA_LONG);
    return layouts;
  }

  /// Bytes that are allocated now, in all threads' areas and in mappings of their own; 0 where the
  /// C library has no such figure.
  static long allocatedBytes() {
    if (MALLINFO.isEmpty()) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      var info = (MemorySegment) MALLINFO.get().invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, ALLOCATED)
          + info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED);
    } catch (Throwable e) {
      throw new IllegalStateException("The C library does not say how much memory is in use", e);
    }
  }
}
