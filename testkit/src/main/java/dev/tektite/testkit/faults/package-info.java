/// Disks that fail on demand, below SQLite's own pager: failing writes and syncs, full disks, torn
/// pages, power cuts.
///
/// The entry type is [dev.tektite.testkit.faults.FaultVfs]. It needs a C compiler (`cc`) when it is
/// first used on a machine, and a POSIX system. What a file's own name says is all that it goes by:
/// it knows neither connections nor databases.
@org.jspecify.annotations.NullMarked
package dev.tektite.testkit.faults;
