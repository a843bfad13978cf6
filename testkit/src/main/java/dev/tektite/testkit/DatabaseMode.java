package dev.tektite.testkit;

import dev.tektite.Database;
import dev.tektite.DatabaseOptions;
import java.nio.file.Path;

/// A way in which a database can be kept.
///
/// *Immutable.*
public enum DatabaseMode {
  /// A file with a write-ahead log: readers run beside the writer.
  FILE(true, true) {
    @Override
    Database open(Path file, DatabaseOptions options) {
      return Database.open(file, options);
    }
  },
  /// A file with a rollback journal: all blocks take turns.
  FILE_WITHOUT_WAL(true, false) {
    @Override
    Database open(Path file, DatabaseOptions options) {
      return Database.open(file, options.wal(false));
    }
  },
  /// In memory: all blocks take turns, and nothing is left after `close`.
  MEMORY(false, false) {
    @Override
    Database open(Path file, DatabaseOptions options) {
      return Database.inMemory(options);
    }
  },
  /// A file with a write-ahead log that is removed at `close`.
  TEMPORARY(false, true) {
    @Override
    Database open(Path file, DatabaseOptions options) {
      return Database.temporary(options);
    }
  };

  private final boolean lasting;
  private final boolean concurrent;

  DatabaseMode(boolean lasting, boolean concurrent) {
    this.lasting = lasting;
    this.concurrent = concurrent;
  }

  /// Whether what was written is found again by the next `open`.
  public boolean isLasting() {
    return lasting;
  }

  /// Whether blocks that read run beside others.
  public boolean isConcurrent() {
    return concurrent;
  }

  /// Opens a database of this kind.
  ///
  /// @param file where, for those kinds that last
  abstract Database open(Path file, DatabaseOptions options);
}
