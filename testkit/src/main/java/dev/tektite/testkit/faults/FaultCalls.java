package dev.tektite.testkit.faults;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.tektite.sqlite.ffm.Calls;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The exported functions of `fault_vfs.c`. Scripts are pointers, as `long`; they are never freed.
///
/// *Safe for any number of threads.*
final class FaultCalls {
  /// The actions of rules; they can be combined.
  static final int FAIL = 1;

  static final int TEAR = 2;
  static final int IMAGE = 4;
  static final int CUT = 8;

  /// How often a rule holds once its operation has come.
  static final int ONCE = 0;

  static final int FROM_THEN_ON = 1;
  static final int EVERY = 2;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup VFS =
      SymbolLookup.libraryLookup(CompiledVfs.file(), Arena.global());
  private static final MethodHandle INSTALL =
      function("fault_install", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle ON =
      function("fault_on", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
  private static final MethodHandle RESET =
      function("fault_reset", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
  private static final MethodHandle RULE =
      function(
          "fault_rule",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
              JAVA_INT));
  private static final MethodHandle ROOM =
      function("fault_room", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle COUNT =
      function("fault_count", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle IMAGES =
      function(
          "fault_image",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));

  private FaultCalls() {}

  /// Registers the VFS and makes it the default one.
  ///
  /// @return its name
  static String install() {
    MemorySegment find = Calls.address("sqlite3_vfs_find");
    MemorySegment register = Calls.address("sqlite3_vfs_register");
    MemorySegment encrypt = encryption();
    String name =
        encrypt.equals(MemorySegment.NULL) ? "tektite-fault" : "multipleciphers-tektite-fault";
    try (Arena arena = Arena.ofConfined()) {
      int code = (int) INSTALL.invokeExact(find, register, encrypt);
      MethodHandle found = LINKER.downcallHandle(find, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
      long vfs = code != 0 ? 0 : (long) found.invokeExact(arena.allocateFrom(name));
      MethodHandle makeDefault =
          LINKER.downcallHandle(register, FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT));
      if (vfs == 0 || (int) makeDefault.invokeExact(vfs, 1) != 0) {
        throw new IllegalStateException(
            "SQLite refuses the VFS %s: error %d".formatted(name, code));
      }
      return name;
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /// The function that puts the cipher layer above a VFS, or NULL for an SQLite without ciphers.
  private static MemorySegment encryption() {
    try {
      return Calls.address("sqlite3mc_vfs_create");
    } catch (UnsatisfiedLinkError e) {
      return MemorySegment.NULL;
    }
  }

  static long on(String prefix) {
    try (Arena arena = Arena.ofConfined()) {
      return (long) ON.invokeExact(arena.allocateFrom(prefix));
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static void reset(long script, boolean ended) {
    try {
      RESET.invokeExact(script, ended ? 1 : 0);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static int rule(long script, Rule rule) {
    try {
      return (int)
          RULE.invokeExact(
              script,
              rule.operations(),
              rule.kinds(),
              rule.n(),
              rule.repeat(),
              rule.action(),
              rule.code(),
              rule.keptBytes());
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static void room(long script, long bytes) {
    try {
      ROOM.invokeExact(script, bytes);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static long count(long script, Operation operation) {
    try {
      return (long) COUNT.invokeExact(script, operation.ordinal());
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /// Says where images go and does the action, at one moment.
  ///
  /// @return the step of that moment, or a negative number if the image could not be written
  static long images(long script, Path folder, long seed, Survivors survivors, int action) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(folder.toString());
      return (long) IMAGES.invokeExact(script, name, seed, survivors.ordinal(), action);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(VFS.findOrThrow(name), descriptor);
  }

  private static RuntimeException thrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("A native call threw a checked exception", thrown);
  }
}
