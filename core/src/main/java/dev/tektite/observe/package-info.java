/// What a database is doing, told as values, and who is told.
///
/// The entry types are [dev.tektite.observe.DatabaseStatus], [dev.tektite.observe.BlockListener]
/// and [dev.tektite.observe.Metrics]. The package may use `wal`. Its invariant: looking never stops
/// anybody, and never shows the values of parameters.
@org.jspecify.annotations.NullMarked
package dev.tektite.observe;
