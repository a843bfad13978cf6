package dev.tektite.engine;

import org.jspecify.annotations.Nullable;

/// How one block wants to be run.
///
/// *Immutable.*
///
/// @param label its name in messages, or `null`
/// @param waitNanos how long it may wait to begin
/// @param runNanos how long it may run, or [Long#MAX_VALUE]
/// @param alone whether it shares its commit with nobody
/// @param once whether it must not be run again when a neighbour undoes the group; implies `alone`
public record BlockLimits(
    @Nullable String label, long waitNanos, long runNanos, boolean alone, boolean once) {}
