package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.ExtensionCalls;
import dev.tektite.sqlite.ffm.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Native extensions of SQLite ([loadext](https://www.sqlite.org/loadext.html)).
///
/// They are machine code and can do anything to the process: load only what you trust. The SQL
/// function `load_extension` stays switched off.
///
/// *Safe for any number of threads*, but for the connections that are passed.
public final class Extensions {
  private static final int ENABLE_LOADING = 1005;

  private Extensions() {}

  /// Loads an extension into one connection, by the entry point that its file name suggests.
  ///
  /// @param file a shared library
  /// @throws DatabaseException if it cannot be loaded, or refuses
  public static void load(Connection connection, Path file) {
    load(connection, file, null);
  }

  /// Loads an extension into one connection.
  ///
  /// @param file a shared library
  /// @param entryPoint the name of its function, or `null` for the one that the file name suggests
  /// @throws DatabaseException if it cannot be loaded, or refuses
  public static void load(Connection connection, Path file, @Nullable String entryPoint) {
    connection.check();
    Opening.refuseNul("path of an extension", file.toString());
    Slab slab = connection.slab;
    slab.clear();
    long fileText = slab.textAddress(file.toString());
    long entryText = 0;
    if (entryPoint != null) {
      Opening.refuseNul("name of an entry point", entryPoint);
      entryText = slab.textAddress(entryPoint);
    }
    slab.reserve(8);
    long message = slab.latest();
    Memory.putLong(message, 0);
    StackProbe.check();
    ExtensionCalls.configure(connection.handle, ENABLE_LOADING, 1, 0);
    int code;
    try {
      code = ExtensionCalls.load(connection.handle, fileText, entryText, message);
    } finally {
      ExtensionCalls.configure(connection.handle, ENABLE_LOADING, 0, 0);
    }
    long text = Memory.getLong(message);
    String said = Memory.textUntilNul(text);
    ConnectionCalls.free(text);
    if (code != 0) {
      throw DatabaseException.of(
          code, "Cannot load the extension %s: %s".formatted(file, said), null, -1);
    }
    connection.rethrow();
  }

  /// Lets every connection that is opened from now on, in the whole process, call the entry point
  /// of an extension.
  ///
  /// @param entryPoint the address of its function, from a library that stays loaded: look it up
  ///   with [Arena#global()]
  /// @throws IllegalArgumentException if the library may be unloaded
  public static void addAutomatic(MemorySegment entryPoint) {
    requireLasting(entryPoint);
    int code = ExtensionCalls.auto(entryPoint.address());
    if (code != 0) {
      throw DatabaseException.of(code, "Cannot add an automatic extension", null, -1);
    }
  }

  /// The reverse of [#addAutomatic(MemorySegment)], for connections that are opened from now on.
  ///
  /// @return whether it was known
  public static boolean removeAutomatic(MemorySegment entryPoint) {
    return ExtensionCalls.cancelAuto(entryPoint.address()) != 0;
  }

  private static void requireLasting(MemorySegment entryPoint) {
    if (entryPoint.address() == 0 || !entryPoint.scope().equals(Arena.global().scope())) {
      throw new IllegalArgumentException(
          "The entry point must belong to a library that is never unloaded: look it up with"
              + " SymbolLookup.libraryLookup(file, Arena.global())");
    }
  }
}
