package dev.tektite.sqlite;

/// What SQLite counts for each statement
/// ([stmt_status](https://www.sqlite.org/c3ref/c_stmtstatus_counter.html)).
///
/// *Immutable.*
public enum StatementCounter {
  /// Steps forward in a full scan of a table; large numbers ask for an index.
  FULL_SCAN_STEPS(1),
  /// Sorts that an index could have saved.
  SORTS(2),
  /// Rows put into automatic indexes that were made for this run.
  AUTO_INDEX_ROWS(3),
  /// Operations of the virtual machine.
  VM_STEPS(4),
  /// Times it was compiled anew.
  REPREPARES(5),
  /// Times it was run.
  RUNS(6),
  /// Lookups that a Bloom filter saved.
  FILTER_HITS(8),
  /// Lookups that a Bloom filter did not save.
  FILTER_MISSES(7),
  /// Bytes of memory that it holds.
  MEMORY_BYTES(99);

  final int code;

  StatementCounter(int code) {
    this.code = code;
  }
}
