/// Blocks that are stopped among others that must not be.
///
/// The entry type is [dev.tektite.tests.cancel.CancelLoad].
@org.jspecify.annotations.NullMarked
package dev.tektite.tests.cancel;
