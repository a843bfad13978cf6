/// Fixtures for tests of applications that use Tektite: databases in every mode, choreographed
/// steps, checks for leaks, child processes, disks that fail on demand.
///
/// The entry types are [dev.tektite.testkit.EveryDatabase], [dev.tektite.testkit.Steps] and
/// [dev.tektite.testkit.faults.FaultVfs].
@org.jspecify.annotations.NullMarked
module dev.tektite.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.tektite;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.tektite.testkit;
  exports dev.tektite.testkit.faults;
  exports dev.tektite.testkit.process;

  opens dev.tektite.testkit to
      org.junit.platform.commons;
}
