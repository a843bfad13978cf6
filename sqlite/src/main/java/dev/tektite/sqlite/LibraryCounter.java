package dev.tektite.sqlite;

/// What SQLite counts for the whole process
/// ([c_status](https://www.sqlite.org/c3ref/c_status_malloc_count.html)).
///
/// Those of memory stay 0 in the library that Tektite brings, which does without their lock: ask
/// the [connections][ConnectionCounter] instead.
///
/// *Immutable.*
public enum LibraryCounter {
  /// Bytes of memory in use.
  MEMORY_BYTES(0, false),
  /// Pages in use of a page cache that was set aside at the start.
  PAGE_CACHE_PAGES(1, false),
  /// Bytes of page cache beyond what was set aside at the start.
  PAGE_CACHE_OVERFLOW_BYTES(2, false),
  /// The largest number of bytes that was ever allocated at once.
  LARGEST_ALLOCATION_BYTES(5, true),
  /// The largest number of bytes that was ever asked for from the page cache.
  LARGEST_PAGE_BYTES(7, true),
  /// Allocations that are in use.
  ALLOCATIONS(9, false);

  final int code;
  final boolean isHighest;

  LibraryCounter(int code, boolean isHighest) {
    this.code = code;
    this.isHighest = isHighest;
  }
}
