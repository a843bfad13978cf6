package dev.tektite.engine;

/// How many submitted blocks may wait, and what happens to the next one.
///
/// *Immutable.*
///
/// @param capacity how many blocks are queued or running at most
/// @param waitNanos how long the producer waits for room; 0 to be refused at once
/// @param dropOldest whether the oldest block that has not begun gives way instead
/// @param block how the turn is taken
public record SubmitLimits(int capacity, long waitNanos, boolean dropOldest, BlockLimits block) {}
