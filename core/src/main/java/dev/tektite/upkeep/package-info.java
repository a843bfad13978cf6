/// The work on a database that keeps it healthy: checks, vacuum, statistics, plans and schedules.
///
/// The entry type is [dev.tektite.upkeep.Upkeep]. The package may use `engine` and all below it.
/// Its invariant: what takes long can be stopped, and has a name that others are told.
@org.jspecify.annotations.NullMarked
package dev.tektite.upkeep;
