package dev.tektite.sql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A transaction that reads: one commit of the database, unchanging for the whole block.
///
/// *One thread at a time:* the thread that runs the block, and only until the block ends. Any later
/// or foreign use throws [IllegalStateException].
///
/// What SQLite refuses throws a [DatabaseException][dev.tektite.sqlite.DatabaseException];
/// arguments that do not fit the parameters, and values that do not fit their types, an
/// [IllegalArgumentException].
public interface ReadTx {
  /// A query with `?` parameters, not yet run.
  ///
  /// @param sql one statement that gives rows; in a [WriteTx] also one with `RETURNING`
  /// @param arguments as many values as there are parameters, in order, of the types of the
  ///   [table][dev.tektite.sql]; named parameters count in the order in which they first appear
  Query query(String sql, @Nullable Object... arguments);

  /// A query with named parameters, not yet run: `:owner`, `@owner` and `$owner` are the same.
  ///
  /// @param sql one statement that gives rows, all of whose parameters have names
  /// @param arguments the values by name, without the prefix; names that are missing or too many
  ///   are refused
  Query query(String sql, Map<String, ? extends @Nullable Object> arguments);

  /// A query with named parameters that are the components of a record, not yet run.
  ///
  /// @param sql one statement that gives rows, all of whose parameters have names
  /// @param arguments a record, whose components are found whatever the case and with or without
  ///   underscores; those that the statement does not name are passed over
  Query query(String sql, Record arguments);
}
