/// Rows and values: what SQLite stores as Java values, and back.
///
/// The entry types are [dev.tektite.rows.CurrentRow], [dev.tektite.rows.RecordShape] and
/// [dev.tektite.rows.Forms]. The package may use `sql` and `dev.tektite.sqlite`. Its invariant: no
/// message shows a value that is stored or bound.
@org.jspecify.annotations.NullMarked
package dev.tektite.rows;
