/// Connections, statements and everything else that SQLite's C API offers, as Java objects.
///
/// Start at [dev.tektite.sqlite.Connection]. The package may use the hidden `ffm` package and
/// nothing else. Its one invariant: no use of its public API, however wrong, reaches memory that
/// SQLite has freed.
@org.jspecify.annotations.NullMarked
package dev.tektite.sqlite;
