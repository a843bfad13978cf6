package dev.tektite.block;

import dev.tektite.sqlite.Connection;
import dev.tektite.sqlite.ConnectionCounter;

/// What one connection has counted since it was opened, and what memory it has.
///
/// *Immutable.*
///
/// @param cacheHits pages found in the page cache
/// @param cacheMisses pages not found in it
/// @param cacheWrites pages written from it
/// @param cacheSpills pages written in the middle of a transaction because it was full
/// @param memoryBytes for pages, the schema and compiled statements
/// @param statementHits statements that were found compiled
/// @param statementMisses statements that had to be compiled
public record ConnectionFigures(
    long cacheHits,
    long cacheMisses,
    long cacheWrites,
    long cacheSpills,
    long memoryBytes,
    long statementHits,
    long statementMisses) {
  /// Nothing yet.
  public static final ConnectionFigures NONE = new ConnectionFigures(0, 0, 0, 0, 0, 0, 0);

  /// Asks a connection that belongs to the calling thread. SQLite counts in 32 bits and begins
  /// again from 0: what it has counted since the figures before is added to them.
  static ConnectionFigures of(Connection connection, ConnectionFigures before) {
    return new ConnectionFigures(
        on(connection, ConnectionCounter.CACHE_HITS, before.cacheHits),
        on(connection, ConnectionCounter.CACHE_MISSES, before.cacheMisses),
        on(connection, ConnectionCounter.CACHE_WRITES, before.cacheWrites),
        on(connection, ConnectionCounter.CACHE_SPILLS, before.cacheSpills),
        connection.counter(ConnectionCounter.CACHE_BYTES)
            + connection.counter(ConnectionCounter.SCHEMA_BYTES)
            + connection.counter(ConnectionCounter.STATEMENT_BYTES),
        before.statementHits,
        before.statementMisses);
  }

  private static long on(Connection connection, ConnectionCounter counter, long before) {
    int now = (int) connection.counter(counter);
    return before + Integer.toUnsignedLong(now - (int) before);
  }

  /// The same with other counts of statements.
  public ConnectionFigures withStatements(long hits, long misses) {
    return new ConnectionFigures(
        cacheHits, cacheMisses, cacheWrites, cacheSpills, memoryBytes, hits, misses);
  }

  /// The same without memory: what is left of a connection that was closed.
  public ConnectionFigures withoutMemory() {
    return new ConnectionFigures(
        cacheHits, cacheMisses, cacheWrites, cacheSpills, 0, statementHits, statementMisses);
  }

  /// The sum of both.
  public ConnectionFigures plus(ConnectionFigures other) {
    return new ConnectionFigures(
        cacheHits + other.cacheHits,
        cacheMisses + other.cacheMisses,
        cacheWrites + other.cacheWrites,
        cacheSpills + other.cacheSpills,
        memoryBytes + other.memoryBytes,
        statementHits + other.statementHits,
        statementMisses + other.statementMisses);
  }
}
