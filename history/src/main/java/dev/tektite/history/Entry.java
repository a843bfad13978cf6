package dev.tektite.history;

import org.jspecify.annotations.Nullable;

/// A version as it waits to be stored. *Immutable.*
///
/// @param at in microseconds
/// @param length as in [Packing.Packed]
/// @param value as in [Packing.Packed]
record Entry(String name, long at, @Nullable Long length, Object value) {}
