/// This process and its children: what they use, and how they meet.
///
/// The entry types are [dev.tektite.testkit.process.ChildJvm] in the parent,
/// [dev.tektite.testkit.process.ParentJvm] in the child and
/// [dev.tektite.testkit.process.ProcessUsage] for counts. The package knows nothing of databases.
/// Its invariant: no child outlives the object that stands for it.
@org.jspecify.annotations.NullMarked
package dev.tektite.testkit.process;
