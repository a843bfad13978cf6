package dev.tektite.recovery;

/// Something that is wrong with a file.
///
/// *Immutable.*
///
/// @param kind what sort of thing
/// @param text a sentence that says what, and where
public record Finding(FindingKind kind, String text) {}
