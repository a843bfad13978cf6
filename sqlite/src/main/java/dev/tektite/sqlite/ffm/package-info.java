/// The raw functions of SQLite's C library: finding the library, calling it, reading its memory.
///
/// Nothing here checks anything; the public package does, before it calls. Pointers are `long`.
@org.jspecify.annotations.NullMarked
package dev.tektite.sqlite.ffm;
