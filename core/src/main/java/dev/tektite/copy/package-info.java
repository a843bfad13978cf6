/// How copies of databases are made, checked and given their names.
///
/// The entry types are [dev.tektite.copy.DatabaseBackup] and [dev.tektite.copy.DatabaseRestore].
/// The package may use `engine`, `backup` and `dev.tektite.sqlite`. Its invariant: a file gets the
/// name that it is asked for by one rename or link, after it has been flushed and checked.
@org.jspecify.annotations.NullMarked
package dev.tektite.copy;
