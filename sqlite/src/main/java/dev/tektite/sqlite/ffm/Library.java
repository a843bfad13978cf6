package dev.tektite.sqlite.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/// The loaded C library, one per process.
///
/// *Safe for any number of threads.*
public final class Library {
  private static final Path FILE = LibraryFile.locate();
  private static final SymbolLookup LOOKUP = load(FILE);

  private Library() {}

  private static SymbolLookup load(Path file) {
    if (file.equals(LibraryFile.SYSTEM)) {
      return LibraryFile.systemLookup();
    }
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw LibraryFile.unusable(file, e);
    }
  }

  /// Where the library was loaded from; a mere name stands for the system's own.
  public static Path file() {
    return FILE;
  }

  /// The address of a function, empty if the library does not have it.
  static Optional<MemorySegment> find(String name) {
    return LOOKUP.find(name);
  }
}
