package dev.tektite.observe;

import org.jspecify.annotations.Nullable;

/// What a database is doing: a picture of one moment, taken without stopping anybody.
///
/// *Immutable.*
///
/// @param concurrent whether readers run beside the writer: `true` with a write-ahead log, `false`
///   where all blocks take turns on one connection
/// @param blocks write blocks stored since it was opened
/// @param commits commits that they shared
/// @param writersWaiting blocks that wait for the turn to write, counted up to 1000
/// @param writer who has the turn to write, in words, or `null`
/// @param readers connections that may read at most
/// @param readersOpen those of them that have been opened
/// @param readersInUse those of them that run a block
/// @param readersWaiting blocks that wait for a reader
/// @param readersInUseBy who has had readers the longest, in words; empty if nobody
/// @param snapshots snapshots that are pinned
/// @param submitted submitted blocks that wait or run
/// @param statementHits statements that were found compiled
/// @param statementMisses statements that had to be compiled
public record DatabaseStatus(
    boolean concurrent,
    long blocks,
    long commits,
    int writersWaiting,
    @Nullable String writer,
    int readers,
    int readersOpen,
    int readersInUse,
    int readersWaiting,
    String readersInUseBy,
    int snapshots,
    int submitted,
    long statementHits,
    long statementMisses) {}
