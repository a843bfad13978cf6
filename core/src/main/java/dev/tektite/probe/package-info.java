/// How blocks and commits are observed.
///
/// The entry type is [dev.tektite.probe.Observing]. The package may use `observe` and `block`. Its
/// invariant: what goes wrong here is logged, and changes nothing for the block that is observed.
@org.jspecify.annotations.NullMarked
package dev.tektite.probe;
