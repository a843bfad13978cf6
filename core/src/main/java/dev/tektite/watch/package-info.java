/// Queries that are run again when what they read has changed.
///
/// The entry type is [dev.tektite.watch.Watches]. The package may use `engine` and what is below
/// it. Its invariant: a watch never misses the last change of this database; it may run its query
/// once too often.
@org.jspecify.annotations.NullMarked
package dev.tektite.watch;
