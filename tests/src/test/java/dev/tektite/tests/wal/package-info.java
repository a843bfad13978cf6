/// The keeper of the log: its policy, its ceiling, who pins it, and what it is like under load.
///
/// The entry type is [dev.tektite.tests.wal.WalLoad]. The package uses the front door alone.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.wal;
