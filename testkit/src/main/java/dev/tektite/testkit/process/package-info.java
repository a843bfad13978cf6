/// This process and its children: what they use, how they meet, how they are killed.
///
/// The entry types are [dev.tektite.testkit.process.ChildJvm] in the parent, with
/// [dev.tektite.testkit.process.ChildBarrier] for rounds and
/// [dev.tektite.testkit.process.ChildSupply] for children that are killed one after another;
/// [dev.tektite.testkit.process.ParentJvm] in the child; and
/// [dev.tektite.testkit.process.ProcessUsage] for counts. The package knows nothing of databases.
/// Its invariant: no child outlives the object that stands for it.
@org.jspecify.annotations.NullMarked
package dev.tektite.testkit.process;
