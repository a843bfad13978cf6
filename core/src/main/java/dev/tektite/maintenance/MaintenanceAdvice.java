package dev.tektite.maintenance;

/// Something that is worth doing now.
///
/// *Immutable.*
///
/// @param task what to do; [MaintenanceTask#call()] says by which method
/// @param reason why, in a sentence with figures
public record MaintenanceAdvice(MaintenanceTask task, String reason) {}
