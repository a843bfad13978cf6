/// Databases for tests, in every mode, and what tests of concurrent code need.
///
/// The entry types are [dev.tektite.testkit.EveryDatabase] for tests that are run on each kind of
/// database, and [dev.tektite.testkit.Steps] for interleavings. The package may use
/// `dev.tektite.testkit.process`. Its invariant: a test whose database leaks something fails.
@org.jspecify.annotations.NullMarked
package dev.tektite.testkit;
