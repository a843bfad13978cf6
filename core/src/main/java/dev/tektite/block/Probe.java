package dev.tektite.block;

import dev.tektite.sqlite.Statement;
import org.jspecify.annotations.Nullable;

/// Is told what a block does with its statements, while somebody observes it. It must not throw.
///
/// *One thread at a time:* the thread of the block.
public interface Probe {
  /// A statement is about to be looked for, and compiled if it does not lie ready.
  void seeks(String sql);

  /// A statement is about to be used.
  void begins(Statement statement);

  /// The use of a statement is over; it has not been reset yet.
  ///
  /// @param rows how many it gave
  void ends(Statement statement, long rows);

  /// What the block may have changed so far, or `null` where nobody asked.
  @Nullable Changes changes();
}
