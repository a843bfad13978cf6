/// Blocks that can be told whole from half, for tests that break off what writes them.
///
/// The entry type is [dev.tektite.tests.load.NumberedBlocks].
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.load;
