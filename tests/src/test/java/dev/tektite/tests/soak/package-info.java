/// The long forms of tests that draw their course, for `./run soak`.
///
/// The entry types are [dev.tektite.tests.soak.Main] and [dev.tektite.tests.soak.Soak]. The package
/// may use every other package of the tests.
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.soak;
