/// Processes that are killed while they write.
///
/// The entry type is [dev.tektite.tests.crash.CrashRounds].
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.crash;
