package dev.tektite.sql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A transaction that reads: one commit of the database, unchanging for the whole block.
///
/// *One thread at a time:* the thread that runs the block, and only until the block ends. Any later
/// or foreign use throws [IllegalStateException].
public interface ReadTx {
  /// A query with `?` parameters, not yet run.
  ///
  /// @param sql one statement that gives rows
  /// @param arguments the values for its parameters, in order
  Query query(String sql, @Nullable Object... arguments);

  /// A query with named parameters such as `:owner`, not yet run.
  ///
  /// @param sql one statement that gives rows
  /// @param arguments the values by name, without the prefix; names that the statement does not
  ///   have are refused
  Query query(String sql, Map<String, ? extends @Nullable Object> arguments);

  /// A query with named parameters that are the components of a record, not yet run.
  ///
  /// @param sql one statement that gives rows
  /// @param arguments a record; components that the statement does not name are passed over
  Query query(String sql, Record arguments);
}
