package dev.tektite.engine;

/// How many submitted blocks may wait, and what happens to the next one.
///
/// *Immutable.*
///
/// @param capacity how many blocks are queued or running at most
/// @param capacityBytes how many bytes they hold at most, or [Long#MAX_VALUE]
/// @param waitNanos how long the producer waits for room; 0 to be refused at once
/// @param dropOldest whether the oldest blocks that have not begun give way instead
/// @param drains whether those that wait are run when the database is closed, else discarded
/// @param block how the turn is taken
public record SubmitLimits(
    int capacity,
    long capacityBytes,
    long waitNanos,
    boolean dropOldest,
    boolean drains,
    BlockLimits block) {}
