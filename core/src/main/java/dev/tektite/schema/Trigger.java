package dev.tektite.schema;

/// A trigger.
///
/// *Immutable.*
///
/// @param name as it was created
/// @param on the table or the view that it watches
/// @param sql the statement that creates it
public record Trigger(String name, String on, String sql) {}
