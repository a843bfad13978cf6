package dev.tektite.probe;

import dev.tektite.block.Changes;
import java.util.Set;
import java.util.TreeSet;

/// The tables that one run of a block has read, and what it may have changed.
///
/// *One thread at a time:* the thread of the block, then whoever has the turn.
///
/// @param read by name
record BlockTables(Set<String> read, Changes changes) {
  BlockTables() {
    this(new TreeSet<>(), new Changes());
  }

  /// Adds the tables of a statement that has run.
  ///
  /// @param hasChanged whether it has changed any row
  void add(StatementTables statement, boolean hasChanged) {
    read.addAll(statement.read());
    if (hasChanged || statement.isSchema()) {
      changes.addTables(statement.changed());
    }
    if (statement.isSchema()) {
      changes.schemaChanged();
    }
  }
}
