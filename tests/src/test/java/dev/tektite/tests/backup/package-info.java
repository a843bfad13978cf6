/// Backups under load, killed, and closed upon.
///
/// The entry types are [dev.tektite.tests.backup.NumberedCommits], which tells whether a copy
/// equals some commit, and [dev.tektite.tests.backup.BackupRounds].
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.backup;
