/// The steps by which the schema of a database grows, named by versions and run in order.
///
/// The entry type is [dev.tektite.migration.Migrations], which goes into
/// `DatabaseOptions.migrations`. The package may use the blocks, the words and the binding. Its
/// invariant: a database has had all of its steps, or it is as it was.
@org.jspecify.annotations.NullMarked
package dev.tektite.migration;
