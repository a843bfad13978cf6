/// Named records whose every version is kept: put them, ask for the past, forget the oldest.
///
/// The entry type is [dev.tektite.history.History]. The package uses the public API of
/// `dev.tektite` only. Its invariant: what belongs to one call is done in the caller's `tx`, and
/// nothing here opens a block of its own but the [dev.tektite.history.Recorder] and the
/// [dev.tektite.history.Retention].
@org.jspecify.annotations.NullMarked
package dev.tektite.history;
