package dev.tektite.recovery;

/// How far a repair is.
///
/// *Immutable.*
///
/// @param pages pages that have been read
/// @param pagesTotal pages of the damaged file
/// @param rows rows that have been saved
public record RepairProgress(long pages, long pagesTotal, long rows) {}
