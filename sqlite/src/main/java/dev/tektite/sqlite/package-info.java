/// Connections, statements and everything else that SQLite's C API offers, as Java objects.
///
/// Start at [dev.tektite.sqlite.Connection]. From there:
///
/// | for | see |
/// |---|---|
/// | running SQL | [dev.tektite.sqlite.Statement], [dev.tektite.sqlite.StatementCache] |
/// | functions and collations in Java | [dev.tektite.sqlite.Connection#functions()] |
/// | authorizer, changes, commits, progress, trace | [dev.tektite.sqlite.Connection#hooks()] |
/// | options and limits | [dev.tektite.sqlite.Connection#settings()] |
/// | one of several databases, its file and its log | [dev.tektite.sqlite.Connection#schema(String)] |
/// | copies | [dev.tektite.sqlite.Backup], [dev.tektite.sqlite.DatabaseImage] |
/// | large values, piece by piece | [dev.tektite.sqlite.Blob] |
/// | recorded changes | [dev.tektite.sqlite.Session], [dev.tektite.sqlite.Changeset] |
/// | older states of a log | [dev.tektite.sqlite.WalSnapshot], [dev.tektite.sqlite.WalIndex] |
/// | native extensions | [dev.tektite.sqlite.Extensions] |
/// | the library itself | [dev.tektite.sqlite.Sqlite] |
///
/// What fails is a [dev.tektite.sqlite.DatabaseException], named by what the caller can do about
/// it; misuse is an [IllegalStateException] or [IllegalArgumentException] that says what to do
/// instead. What SQLite lends to a callback is gone when the callback returns.
///
/// Deliberately left out: a busy handler (wait in Java, where waiting can be interrupted), the text
/// of a statement with its values (no place for it is safe), and virtual tables.
///
/// The package may use the hidden `ffm` package and nothing else. Its one invariant: no use of its
/// public API, however wrong, reaches memory that SQLite has freed.
@org.jspecify.annotations.NullMarked
package dev.tektite.sqlite;
