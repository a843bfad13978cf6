package dev.tektite.observe;

/// Why a database is not healthy.
///
/// *Immutable.*
///
/// @param concern what is wrong
/// @param text the same in a sentence, with figures and names
public record HealthReason(HealthConcern concern, String text) {}
