/// The front door: open a file once, then read and write it in blocks.
///
/// The entry type is [dev.tektite.Database]. The package may use every other one of this module and
/// holds no concurrency of its own; that is the engine's.
@org.jspecify.annotations.NullMarked
package dev.tektite;
