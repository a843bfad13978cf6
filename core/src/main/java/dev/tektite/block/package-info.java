/// What stands behind the words: blocks that run on one connection, one after another.
///
/// The entry type is [dev.tektite.block.BlockConnection]. The package may use `sql` and
/// `dev.tektite.sqlite`. Its invariant: when a block has ended, no statement of it is under way.
@org.jspecify.annotations.NullMarked
package dev.tektite.block;
