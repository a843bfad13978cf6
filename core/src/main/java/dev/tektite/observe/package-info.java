/// What a database is doing, told as values.
///
/// The entry type is [dev.tektite.observe.DatabaseStatus]. The package uses nothing of the library.
/// Its invariant: looking never stops anybody.
@org.jspecify.annotations.NullMarked
package dev.tektite.observe;
