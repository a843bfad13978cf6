/// Many threads on one file: the turn to write, the readers, the log's keeper, the watcher.
///
/// The entry type is [dev.tektite.engine.Engine]. The package may use `block`, `sql` and
/// `dev.tektite.sqlite`; it does not know [dev.tektite.Database]. Its invariant: a connection is in
/// the hands of at most one thread.
@org.jspecify.annotations.NullMarked
package dev.tektite.engine;
