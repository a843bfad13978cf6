package dev.tektite.examples.greenhouse;

/// What a sensor says.
///
/// *Immutable.*
///
/// @param value in the unit
/// @param unit such as `°C`
public record Reading(double value, String unit) {}
