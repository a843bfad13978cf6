/// Power cuts under a load of groups.
///
/// The entry type is [dev.tektite.tests.power.PowerCuts].
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.power;
