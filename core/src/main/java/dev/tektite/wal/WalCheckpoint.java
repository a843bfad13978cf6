package dev.tektite.wal;

import dev.tektite.sqlite.CheckpointMode;
import java.time.Duration;
import java.time.Instant;

/// What a checkpoint has done.
///
/// *Immutable.*
///
/// @param mode how far it was to go
/// @param at when it ended
/// @param frames the frames (pages) that were in the log
/// @param copiedFrames those of them that are in the database file now
/// @param bytes what the frames take up in the log, in bytes
/// @param duration how long it took, waits included
/// @param complete whether all was done that the mode stands for; if not, readers or writers of the
///   log were in the way until the time was up
public record WalCheckpoint(
    CheckpointMode mode,
    Instant at,
    int frames,
    int copiedFrames,
    long bytes,
    Duration duration,
    boolean complete) {}
