package dev.tektite.sqlite;

/// What a checkpoint left.
///
/// *Immutable.*
///
/// @param busy whether somebody was in the way, so that it could not do everything
/// @param logFrames the frames in the log, or -1 outside of WAL mode
/// @param copiedFrames those of them that are in the database file now, or -1 outside of WAL mode
public record CheckpointResult(boolean busy, int logFrames, int copiedFrames) {}
