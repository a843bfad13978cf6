/// What was found wrong with a file, and what a repair has saved, as values.
///
/// The entry type is [dev.tektite.Recovery].
@org.jspecify.annotations.NullMarked
package dev.tektite.recovery;
