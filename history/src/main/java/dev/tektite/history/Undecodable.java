package dev.tektite.history;

import java.time.Instant;

/// A version that was left out of a result, since its value could not be decoded.
///
/// *Immutable.*
///
/// @param name the record's name
/// @param at the time of the version
/// @param number its number among those of the same record and time
/// @param cause why
public record Undecodable(String name, Instant at, long number, Throwable cause) {}
