/// What keeps a database healthy, as values: what was found, what was done, what is worth doing,
/// and when it is done by itself.
///
/// The entry type is [dev.tektite.maintenance.MaintenanceSchedule]; the work itself is
/// `dev.tektite.Maintenance`. The package may use `dev.tektite.observe`. Its invariant: nothing in
/// it touches a database.
@org.jspecify.annotations.NullMarked
package dev.tektite.maintenance;
