/// The demo: Tektite's main job on real data, measured while it runs and checked when it has ended.
///
/// The entry type is [dev.tektite.examples.demo.Demo]. It uses the public API of Tektite only. Its
/// invariant: every number that it prints was counted or timed in that very run.
@org.jspecify.annotations.NullMarked
package dev.tektite.examples.demo;
