package dev.tektite.history;

import java.time.Instant;

/// One version of a record.
///
/// *Immutable*, if its value is.
///
/// @param name the record's name
/// @param at when it was so, to the microsecond
/// @param number its place among the versions of the same record and time, from 0 in the order in
///   which they were put
/// @param value what was put
public record Version<V>(String name, Instant at, long number, V value) {}
