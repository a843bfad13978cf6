package dev.tektite.observe;

import dev.tektite.wal.WalStatus;
import org.jspecify.annotations.Nullable;

/// What a database is doing: a picture of one moment, taken without stopping anybody.
///
/// *Immutable.*
///
/// @param concurrent whether readers run beside the writer: `true` with a write-ahead log, `false`
///   where all blocks take turns on one connection
/// @param writer the turn to write, and what was stored
/// @param readers the connections that read
/// @param submit the queue of submitted blocks
/// @param statements how often compiled statements were found again
/// @param cache the page caches of all connections
/// @param file how large the database is
/// @param wal how the write-ahead log stands, or `null` where there is none
public record DatabaseStatus(
    boolean concurrent,
    Writer writer,
    Readers readers,
    SubmitStatus submit,
    Statements statements,
    Cache cache,
    DatabaseSize file,
    @Nullable WalStatus wal) {

  /// Submitted blocks that wait or run.
  public int submitted() {
    return submit.pending() + submit.running();
  }

  /// The turn to write, and what was stored by those who had it.
  ///
  /// *Immutable.*
  ///
  /// @param holder who has the turn, in words, or `null`
  /// @param waiting blocks that wait for the turn, counted up to 1000
  /// @param blocks write blocks stored since the database was opened
  /// @param commits commits that they shared
  public record Writer(@Nullable String holder, int waiting, long blocks, long commits) {
    /// How many blocks shared a commit on average; 0 before the first.
    public double blocksPerCommit() {
      return commits == 0 ? 0 : (double) blocks / commits;
    }
  }

  /// The connections that read.
  ///
  /// *Immutable.*
  ///
  /// @param limit how many read at most; 0 where all blocks take turns on one connection
  /// @param open those of them that have been opened
  /// @param inUse those of them that run a block
  /// @param waiting blocks that wait for one
  /// @param inUseBy who has had one the longest, in words; empty if nobody
  /// @param snapshots snapshots that are pinned, each on a connection of its own
  public record Readers(
      int limit, int open, int inUse, int waiting, String inUseBy, int snapshots) {}

  /// Compiled statements, of all connections since the database was opened.
  ///
  /// *Immutable.*
  ///
  /// @param hits those that were found compiled
  /// @param misses those that had to be compiled
  public record Statements(long hits, long misses) {}

  /// The page caches of the writer, the readers and the snapshots. A connection that runs a block
  /// cannot be asked: it is counted as it was when a block of its ended last.
  ///
  /// *Immutable.*
  ///
  /// @param hits pages found in a cache, since the database was opened
  /// @param misses pages not found in one
  /// @param writes pages written from one
  /// @param spills pages written in the middle of a transaction because the cache was full
  /// @param memoryBytes SQLite's memory for pages, schemas and statements of these connections now,
  ///   in bytes
  public record Cache(long hits, long misses, long writes, long spills, long memoryBytes) {
    /// The share of the pages that was found in a cache, from 0 to 1; 1 before the first.
    public double hitRatio() {
      return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
    }
  }
}
