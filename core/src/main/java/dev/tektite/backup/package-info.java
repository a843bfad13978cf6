/// Copies of a database in use: one by hand, many by a schedule, and the way back.
///
/// The entry types are [dev.tektite.backup.BackupOptions], [dev.tektite.backup.Backups] and
/// [dev.tektite.backup.RestoreOptions]; `Database` has the methods that take them. The package may
/// use `engine`, `observe` and `dev.tektite.sqlite`. Its invariant: under the name of a backup
/// there is a whole, flushed copy, or what was there before.
@org.jspecify.annotations.NullMarked
package dev.tektite.backup;
