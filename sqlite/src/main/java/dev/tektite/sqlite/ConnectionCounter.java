package dev.tektite.sqlite;

import dev.tektite.sqlite.ffm.ConnectionCalls;
import dev.tektite.sqlite.ffm.Memory;

/// What SQLite counts for each connection
/// ([c_dbstatus_options](https://www.sqlite.org/c3ref/c_dbstatus_options.html)).
///
/// *Immutable.*
public enum ConnectionCounter {
  /// Slots of the connection's own small-memory pool in use.
  LOOKASIDE_USED(0, false),
  /// Bytes of page cache.
  CACHE_BYTES(1, false),
  /// Bytes for the schema.
  SCHEMA_BYTES(2, false),
  /// Bytes for compiled statements.
  STATEMENT_BYTES(3, false),
  /// Allocations that the small-memory pool satisfied.
  LOOKASIDE_HITS(4, true),
  /// Allocations too large for the small-memory pool.
  LOOKASIDE_TOO_LARGE(5, true),
  /// Allocations that found the small-memory pool used up.
  LOOKASIDE_USED_UP(6, true),
  /// Pages found in the cache.
  CACHE_HITS(7, false),
  /// Pages not found in the cache.
  CACHE_MISSES(8, false),
  /// Pages written from the cache.
  CACHE_WRITES(9, false),
  /// 1 if a deferred foreign key is violated as things stand, else 0.
  DEFERRED_FOREIGN_KEYS(10, false),
  /// Bytes of page cache, divided among the connections that share it.
  SHARED_CACHE_BYTES(11, false),
  /// Pages written in the middle of a transaction because the cache was full.
  CACHE_SPILLS(12, false);

  private final int code;
  private final boolean isHighest;

  /// @param isHighest whether SQLite gives it as the highest value instead of the current one
  ConnectionCounter(int code, boolean isHighest) {
    this.code = code;
    this.isHighest = isHighest;
  }

  long read(long connection, long slot, boolean reset) {
    Memory.putLong(slot, 0);
    ConnectionCalls.dbStatus(connection, code, slot, slot + 4, reset ? 1 : 0);
    return Memory.getInt(isHighest ? slot + 4 : slot);
  }
}
