package dev.tektite.history;

import org.jspecify.annotations.Nullable;

/// What a recorder has done: a picture of one moment.
///
/// `recorded = stored + dropped + failed + waiting`; what was refused is not in `recorded`.
///
/// *Immutable.*
///
/// @param recorded versions that were taken
/// @param stored versions that are in the database
/// @param dropped versions that were taken and gave way to younger ones
/// @param refused versions that were not taken, for want of room or because the codec or the time
///   did not allow it
/// @param failed versions that the database did not take
/// @param waiting versions that wait or are on their way
/// @param batches blocks that stored them
/// @param latestFailure what the latest failure said, or `null` if there was none
public record RecorderStatus(
    long recorded,
    long stored,
    long dropped,
    long refused,
    long failed,
    long waiting,
    long batches,
    @Nullable String latestFailure) {}
